package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import java.util.Optional;

/**
 * A record that did not get to GitHub, as far as is known. Its message says why, what was tried, how often and for how
 * long, and what to check; it is fit for a build's log.
 */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int tries;

    DeliveryException(String message, Throwable cause, int tries) {
        super(message, cause);
        this.tries = tries;
    }

    /** How often it was put on the wire. */
    public int tries() {
        return tries;
    }

    /** What GitHub or the way to it had to say last; empty where there was no try, or the attempt itself failed. */
    public Optional<GitHubException> lastAnswer() {
        return getCause() instanceof GitHubException answer ? Optional.of(answer) : Optional.empty();
    }
}
