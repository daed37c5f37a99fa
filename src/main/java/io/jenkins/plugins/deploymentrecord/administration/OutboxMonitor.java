package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Warns administrators of a problem of the outbox. Each problem has its own class, so that each can be dismissed
 * separately.
 */
@Restricted(NoExternalUse.class)
public abstract class OutboxMonitor extends AdministrativeMonitor {

    /** Returns the warning; null if there is no problem. */
    @CheckForNull
    abstract String text(OutboxSnapshot outbox);

    @Override
    public final boolean isActivated() {
        return getText() != null;
    }

    @CheckForNull
    public final String getText() {
        return text(OutboxView.get().current());
    }

    /** Returns the path of the administrator's page on this controller. */
    public final String getPath() {
        return DeploymentRecordsLink.PATH;
    }

    /** Users with System Read may see the warning; {@code Dismiss} requires Administer. */
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }
}
