package io.jenkins.plugins.deploymentrecord.administration;

import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import io.jenkins.plugins.deploymentrecord.service.Notices;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns that GitHub announces the end of the API version that this plugin uses. */
@Extension
@Restricted(NoExternalUse.class)
public class ApiVersionMonitor extends OutboxMonitor {

    @Override
    public String getDisplayName() {
        return Messages.ApiVersionMonitor_displayName();
    }

    @Override
    String text(OutboxSnapshot outbox) {
        List<String> ends = OutboxService.get().notices().versionEnds().stream()
                .map(ApiVersionMonitor::text)
                .toList();
        return ends.isEmpty() ? null : Messages.ApiVersionMonitor_text(String.join("\n", ends));
    }

    private static String text(Notices.VersionEnd end) {
        var date = end.ends();
        return date == null
                ? Messages.ApiVersionMonitor_undated(end.apiUrl())
                : Messages.ApiVersionMonitor_dated(end.apiUrl(), date.toString());
    }
}
