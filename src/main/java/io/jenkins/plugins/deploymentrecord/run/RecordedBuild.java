package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The build of a record, and the paths of the pages of both if they exist.
 *
 * @param job null if the job was deleted
 * @param jobName the job's full name
 * @param number the number of the build
 * @param builds checks whether the build that has this number now is the build of the record; null if no check is
 *     necessary
 */
@Restricted(NoExternalUse.class)
public record RecordedBuild(
        @CheckForNull Job<?, ?> job,
        String jobName,
        int number,
        @CheckForNull RecordedBuilds builds) {

    /** Returns a build of a job that shows its own records. */
    static RecordedBuild of(Job<?, ?> job, int number) {
        return new RecordedBuild(job, job.getFullName(), number, null);
    }

    /** Loads and returns the build; null if the build was deleted. */
    @CheckForNull
    Run<?, ?> run() {
        return job == null ? null : job.getBuildByNumber(number);
    }

    /** Returns the path of the job's page on this controller; null if the job was deleted. */
    @CheckForNull
    String jobPath() {
        return job == null ? null : job.getUrl();
    }

    /** Returns the path of the build's page on this controller; null if the build was deleted. */
    @CheckForNull
    String path(HistoryEntry record) {
        return exists(record) ? DeploymentRecordsRunAction.buildPath(job, number) : null;
    }

    /** Returns the path of the record's page on this controller; null if the build was deleted. */
    @CheckForNull
    String recordPath(HistoryEntry record) {
        String records = exists(record) ? DeploymentRecordsRunAction.path(job, number) : null;
        return records == null ? null : records + Util.rawEncode(record.id()) + '/';
    }

    private boolean exists(HistoryEntry record) {
        return job != null && (builds == null || builds.have(job, number, record.id(), record.number()));
    }
}
