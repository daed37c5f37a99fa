package io.jenkins.plugins.deploymentrecord.outbox;

import java.io.IOException;

/**
 * Thrown if a limit or an outage lasts longer than the caller is willing to wait. The message describes the limit or
 * the outage.
 */
public final class OutwaitedException extends IOException {

    private static final long serialVersionUID = 1L;

    OutwaitedException(String reason) {
        super(reason);
    }
}
