package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;

/** How a record ended well: GitHub has it, or has a later one of the same deployment. */
public sealed interface Outcome {

    /** GitHub confirmed it. */
    record Recorded(RecordedDeployment deployment) implements Outcome {}

    /**
     * It was not sent, or not again, as GitHub confirmed a later one.
     *
     * @param byAskedAt when the later one was asked for
     * @param text the same for a person, fit for a build's log
     */
    record Superseded(long byAskedAt, String text) implements Outcome {}
}
