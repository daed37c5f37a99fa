package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that entries wait for a server that was removed or whose URL was changed. */
@Extension
@Restricted(NoExternalUse.class)
public class UnknownServerMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.UnknownServerMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        Set<String> unknown = outbox.accounts().stream()
                .filter(account -> account.waiting() > 0)
                .map(OutboxSnapshot.AccountStatus::apiUrl)
                .filter(url ->
                        DeploymentRecordsConfiguration.get().findByUrl(url).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return unknown.isEmpty() ? null : Messages.UnknownServerMonitor_text(String.join(", ", unknown));
    }
}
