package io.jenkins.plugins.deploymentrecord.overview;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records that the user may act on: those of the jobs that the user may build.
 *
 * @param leftOut how many other records there are
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

    /** A text for a person, and a text about the records that are left out, if any. */
    List<String> withLeftOut(String text) {
        return leftOut == 0 ? List.of(text) : List.of(text, Messages.BuildableRecords_leftOut(String.valueOf(leftOut)));
    }
}
