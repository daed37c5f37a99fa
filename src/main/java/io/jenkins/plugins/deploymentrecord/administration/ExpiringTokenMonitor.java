package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that a token expires soon. */
@Extension
@Restricted(NoExternalUse.class)
public class ExpiringTokenMonitor extends OutboxMonitor {

    private static final Duration EARLY = Duration.ofDays(14);

    @Override
    public String getDisplayName() {
        return Messages.ExpiringTokenMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        Instant now = Instant.now();
        List<String> expiring = OutboxService.get().notices().expiring(now, now.plus(EARLY)).stream()
                .map(token -> Messages.ExpiringTokenMonitor_line(
                        JobReading.of(token.job()).isAllowed()
                                ? token.credentialsId()
                                : Messages.ExpiringTokenMonitor_hidden(),
                        token.apiUrl(),
                        token.expires().toString()))
                .toList();
        return expiring.isEmpty() ? null : Messages.ExpiringTokenMonitor_text(String.join("\n", expiring));
    }
}
