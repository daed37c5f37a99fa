package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that the outbox's files cannot be written, or were changed by another program. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxFilesMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.OutboxFilesMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        var lines = new ArrayList<String>();
        if (outbox.health().notWritableSince() != null) {
            lines.add(Messages.OutboxFilesMonitor_notWritable(
                    outbox.health()
                            .notWritableSince()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString(),
                    String.valueOf(outbox.health().unprotected())));
        }
        OutboxService.get().warnings().list().stream().map(WarningText::of).forEach(lines::add);
        return lines.isEmpty() ? null : String.join("\n", lines);
    }
}
