package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells an administrator one thing about the outbox; each thing has a class of its own, as each is dismissed for itself. */
@Restricted(NoExternalUse.class)
public abstract class OutboxMonitor extends AdministrativeMonitor {

    /** For a person; null if there is nothing to tell. */
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

    /** The administrator's page, on this controller. */
    public final String getPath() {
        return DeploymentRecordsLink.PATH;
    }

    /** Whoever may read the system may read it; {@code Dismiss} needs Administer. */
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }
}
