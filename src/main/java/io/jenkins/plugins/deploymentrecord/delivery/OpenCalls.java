package io.jenkins.plugins.deploymentrecord.delivery;

/**
 * How many calls may be open at a time, as each takes a thread of the HTTP client. That one must allow more, so
 * that nothing waits there, where it could not be held back any more.
 *
 * @param inAll for the whole controller
 * @param ofHost to one host, so that one that hangs leaves room for the others; 1 to {@code inAll}
 */
public record OpenCalls(int inAll, int ofHost) {

    /** @throws IllegalArgumentException where a number is out of its range */
    public OpenCalls {
        if (ofHost < 1 || ofHost > inAll) {
            throw new IllegalArgumentException("ofHost: 1 to inAll");
        }
    }
}
