package io.jenkins.plugins.deploymentrecord.outbox;

import java.io.IOException;

/** Thrown if this process does not own the journal: another process delivers, or the journal cannot be read. */
public final class NotOwnedException extends IOException {

    private static final long serialVersionUID = 1L;

    NotOwnedException(String message) {
        super(message);
    }
}
