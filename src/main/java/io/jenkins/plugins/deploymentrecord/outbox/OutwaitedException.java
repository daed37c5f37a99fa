package io.jenkins.plugins.deploymentrecord.outbox;

import java.io.IOException;

/** A limit or an outage lasts longer than somebody waits for an answer; the message is its text for a person. */
public final class OutwaitedException extends IOException {

    private static final long serialVersionUID = 1L;

    OutwaitedException(String reason) {
        super(reason);
    }
}
