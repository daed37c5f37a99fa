package io.jenkins.plugins.deploymentrecord.delivery;

/**
 * Hears of the waits of one record. The calls come one after the other, none of them after the outcome is there, on
 * whatever thread is at hand; they must not block.
 */
@FunctionalInterface
public interface Progress {

    /** A wait begins; it ends with the next one, with a try, or with the outcome. */
    void waits(Wait wait);
}
