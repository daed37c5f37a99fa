package io.jenkins.plugins.deploymentrecord.github;

/** The outcome of one record in a request for a whole cluster. */
public sealed interface ClusterOutcome {

    /** GitHub has the record. The request did not ask GitHub to return it. */
    record Confirmed() implements ClusterOutcome {}

    /** GitHub refused this record by name. */
    record Refused(GitHubException cause) implements ClusterOutcome {}

    /** GitHub refused a record of the request; it is not known whether it was this record. */
    record Unclear(GitHubException cause) implements ClusterOutcome {}
}
