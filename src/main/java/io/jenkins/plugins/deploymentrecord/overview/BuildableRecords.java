package io.jenkins.plugins.deploymentrecord.overview;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of the jobs that the user may build: the records that the user may send again or compare.
 *
 * @param leftOut the number of records of other jobs
 */
record BuildableRecords(List<KeyRecord> records, int leftOut) {

    static BuildableRecords of(List<KeyRecord> records) {
        var jobs = new ReadableJobs();
        Map<String, Boolean> isBuildable = new HashMap<>();
        var buildable = new ArrayList<KeyRecord>();
        for (KeyRecord record : records) {
            if (isBuildable.computeIfAbsent(record.entry().origin().job(), name -> isBuildable(jobs.job(name)))) {
                buildable.add(record);
            }
        }
        return new BuildableRecords(List.copyOf(buildable), records.size() - buildable.size());
    }

    private static boolean isBuildable(Job<?, ?> job) {
        return job != null && job.hasPermission(Item.BUILD);
    }

    /** Returns the text, followed by a text about the records that are left out, if there are any. */
    List<String> withLeftOut(String text) {
        return leftOut == 0 ? List.of(text) : List.of(text, Messages.BuildableRecords_leftOut(String.valueOf(leftOut)));
    }
}
