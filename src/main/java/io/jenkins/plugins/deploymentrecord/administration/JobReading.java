package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.service.JobLookup;
import jenkins.model.Jenkins;

/**
 * A job and the user's permission to read it. Only administrators may see the entries of a deleted job.
 *
 * @param job null if the job was deleted
 */
record JobReading(@CheckForNull Job<?, ?> job, boolean isAllowed) {

    static JobReading of(String fullName) {
        Job<?, ?> job;
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            job = JobLookup.find(fullName);
        }
        return new JobReading(
                job, job == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : job.hasPermission(Item.READ));
    }
}
