package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Matches the entries of a build.
 *
 * @param key identifies an entry within the build; null for all entries of the build
 */
@Restricted(NoExternalUse.class)
public record BuildEntries(Run<?, ?> run, @CheckForNull String key) implements Predicate<OutboxEntry> {

    @Override
    public boolean test(OutboxEntry entry) {
        return entry.origin().build() == run.getNumber()
                && entry.origin().job().equals(run.getParent().getFullName())
                && EntryId.isOf(run, entry.id())
                && (key == null || EntryId.step(entry.id()).equals(key));
    }
}
