package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.EntryId;
import java.util.function.Predicate;

/**
 * The entries of a build.
 *
 * @param key names one entry within the build; null for all entries of the build
 */
record BuildEntries(Run<?, ?> run, @CheckForNull String key) implements Predicate<OutboxEntry> {

    @Override
    public boolean test(OutboxEntry entry) {
        return entry.origin().build() == run.getNumber()
                && entry.origin().job().equals(run.getParent().getFullName())
                && EntryId.isOf(run, entry.id())
                && (key == null || EntryId.step(entry.id()).equals(key));
    }
}
