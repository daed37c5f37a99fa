package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that GitHub refuses a token. */
@Extension
@Restricted(NoExternalUse.class)
public class RefusedTokenMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.RefusedTokenMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        List<String> refused = outbox.accounts().stream()
                .filter(OutboxSnapshot.AccountStatus::tokenRefused)
                .map(AccountRow::new)
                .map(account -> Messages.RefusedTokenMonitor_line(
                        account.getApiUrl(), String.join(", ", account.getCredentialsIds())))
                .toList();
        return refused.isEmpty() ? null : Messages.RefusedTokenMonitor_text(String.join("\n", refused));
    }
}
