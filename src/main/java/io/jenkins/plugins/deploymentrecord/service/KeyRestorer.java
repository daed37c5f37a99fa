package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Restores the outbox's key states in the background, from the histories of all jobs, if the file with the states was
 * lost.
 */
final class KeyRestorer implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(KeyRestorer.class.getName());

    private final Outbox outbox;

    KeyRestorer(Outbox outbox) {
        this.outbox = outbox;
    }

    void begin() {
        outbox.keys(key -> false).thenAccept(this::beginUnlessComplete);
    }

    private void beginUnlessComplete(KeyIndex index) {
        if (index.completeSince() == 0) {
            // not a shared thread, since reading the histories of all jobs takes long
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: restoring the index")
                    .newThread(this)
                    .start();
        }
    }

    @Override
    public void run() {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                outbox.restoreKeys(records(job), 0);
            }
            outbox.restoreKeys(List.of(), System.currentTimeMillis());
        }
    }

    private static List<KeyRecord> records(Job<?, ?> job) {
        try {
            return Histories.of(job).contents().entries().stream()
                    .map(entry -> HistoryEntries.keyRecord(job.getFullName(), entry))
                    .filter(Objects::nonNull)
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The deployment records of " + job.getFullName() + " cannot be read");
            return List.of();
        }
    }
}
