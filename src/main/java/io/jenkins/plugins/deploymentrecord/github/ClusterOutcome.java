package io.jenkins.plugins.deploymentrecord.github;

/** What GitHub did with one record of a request for a whole cluster. */
public sealed interface ClusterOutcome {

    /** GitHub has the record. It was not asked to return it. */
    record Taken() implements ClusterOutcome {}

    /** GitHub named this record as refused. */
    record Refused(GitHubException cause) implements ClusterOutcome {}

    /** GitHub refused a record of the request, and it cannot be told whether it was this record. */
    record Unclear(GitHubException cause) implements ClusterOutcome {}
}
