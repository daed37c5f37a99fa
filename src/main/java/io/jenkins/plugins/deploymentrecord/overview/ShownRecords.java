package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;

/**
 * The records of a deployment that the user may see.
 *
 * @param current the record that GitHub has, or the newest record if GitHub has no record
 * @param later a newer record that GitHub does not have; null if there is none, or if the user may not read its job
 * @param isLaterHidden whether there is a newer record that GitHub does not have, of a job that the user may not read
 */
record ShownRecords(KeyRecord current, @CheckForNull KeyRecord later, boolean isLaterHidden) {

    /** Returns null if the user may not read the job of either record, or the scope does not contain the job. */
    @CheckForNull
    static ShownRecords of(KeyState state, DeploymentScope scope, ReadableJobs jobs) {
        KeyRecord newest = state.newest();
        KeyRecord current =
                state.confirmed() != null && isReadable(state.confirmed(), jobs) ? state.confirmed() : newest;
        if (!scope.contains(current.entry().origin().job()) || !isReadable(current, jobs)) {
            return null;
        }
        if (current == newest) {
            return new ShownRecords(current, null, false);
        }
        return isReadable(newest, jobs)
                ? new ShownRecords(current, newest, false)
                : new ShownRecords(current, null, true);
    }

    private static boolean isReadable(KeyRecord record, ReadableJobs jobs) {
        return jobs.contain(record.entry().origin().job());
    }

    /** Returns the newest record that the user may see. */
    KeyRecord newest() {
        return later == null ? current : later;
    }
}
