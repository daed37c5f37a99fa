package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuilds;
import io.jenkins.plugins.deploymentrecord.service.JobLookup;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * The jobs that the user of a request may read. The records of a deleted job may be read by users who may read its
 * folder; if the folder was deleted or the job had no folder, by users with the System Read permission. Permissions are
 * checked once for each job. An instance is used for a single request.
 */
final class ReadableJobs {

    private final Map<String, Reading> readings = new HashMap<>();
    private final RecordedBuilds builds = new RecordedBuilds();

    /** @param job null if the job was deleted or may not be read */
    private record Reading(@CheckForNull Job<?, ?> job, boolean isAllowed) {}

    boolean contain(String fullName) {
        return reading(fullName).isAllowed;
    }

    /** Returns the job; null if it was deleted or the user may not read it. */
    @CheckForNull
    Job<?, ?> job(String fullName) {
        return reading(fullName).job;
    }

    /** Returns the builds of these jobs. */
    RecordedBuilds builds() {
        return builds;
    }

    private Reading reading(String fullName) {
        return readings.computeIfAbsent(fullName, ReadableJobs::read);
    }

    private static Reading read(String fullName) {
        Job<?, ?> job;
        Item folder;
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            job = JobLookup.find(fullName);
            folder = job == null ? Jenkins.get().getItemByFullName(JobLookup.parent(fullName)) : null;
        }
        if (job != null) {
            boolean isAllowed = job.hasPermission(Item.READ);
            return new Reading(isAllowed ? job : null, isAllowed);
        }
        AccessControlled holder = folder == null ? Jenkins.get() : folder;
        return new Reading(null, holder.hasPermission(folder == null ? Jenkins.SYSTEM_READ : Item.READ));
    }
}
