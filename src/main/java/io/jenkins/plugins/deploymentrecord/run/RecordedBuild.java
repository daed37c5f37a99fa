package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The build of a record, and the pages of both as far as they are there.
 *
 * @param job null if it was deleted
 * @param jobName the job's full name
 * @param number of the build
 * @param builds tells whether the build that has this number now is the build of the record; null if it is
 */
@Restricted(NoExternalUse.class)
public record RecordedBuild(
        @CheckForNull Job<?, ?> job,
        String jobName,
        int number,
        @CheckForNull RecordedBuilds builds) {

    /** A build of a job that shows its own records. */
    static RecordedBuild of(Job<?, ?> job, int number) {
        return new RecordedBuild(job, job.getFullName(), number, null);
    }

    /** Loads the build; null if it was deleted. */
    @CheckForNull
    Run<?, ?> run() {
        return job == null ? null : job.getBuildByNumber(number);
    }

    /** The job's page, as a path on this controller; null if the job was deleted. */
    @CheckForNull
    String jobPath() {
        return job == null ? null : job.getUrl();
    }

    /** The build's page, as a path on this controller; null if the build was deleted. */
    @CheckForNull
    String path(HistoryEntry record) {
        return isThere(record) ? DeploymentRecordsRunAction.buildPath(job, number) : null;
    }

    /** The record's page, as a path on this controller; null if the build was deleted. */
    @CheckForNull
    String recordPath(HistoryEntry record) {
        String records = isThere(record) ? DeploymentRecordsRunAction.path(job, number) : null;
        return records == null ? null : records + Util.rawEncode(record.id()) + '/';
    }

    private boolean isThere(HistoryEntry record) {
        return job != null && (builds == null || builds.have(job, number, record.id(), record.number()));
    }
}
