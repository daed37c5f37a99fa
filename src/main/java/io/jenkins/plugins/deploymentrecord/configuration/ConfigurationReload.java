package io.jenkins.plugins.deploymentrecord.configuration;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.slaves.ComputerListener;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads the configuration again on <em>Reload Configuration from Disk</em>, for example after a backup was restored.
 * Otherwise the next save would overwrite the restored file with the configuration in memory.
 *
 * <p>{@link Jenkins#reload} creates no new extensions, and calls neither initializers nor
 * {@code ItemListener.onLoaded}. But it reaches the milestones of a start again, and notifies computer listeners after
 * it has loaded Jenkins' own configuration.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ConfigurationReload extends ComputerListener {

    private volatile boolean started;

    /** At the first start the configuration is already loaded, and Configuration as Code may be changing it. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public void started() {
        started = true;
    }

    @Override
    public void onConfigurationChange() {
        if (started && Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            DeploymentRecordsConfiguration.get().load();
        }
    }
}
