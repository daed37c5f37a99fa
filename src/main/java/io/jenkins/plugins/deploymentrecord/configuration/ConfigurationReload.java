package io.jenkins.plugins.deploymentrecord.configuration;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.slaves.ComputerListener;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads the configuration again at <em>Reload Configuration from Disk</em>, as after a backup was restored: the file in
 * memory would otherwise overwrite the restored file at the next save.
 *
 * <p>{@link Jenkins#reload} creates no extension anew, and calls neither initializers nor {@code ItemListener.onLoaded}.
 * It passes the milestones of a start once more, though, and tells computer listeners when it has loaded its own
 * configuration.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ConfigurationReload extends ComputerListener {

    private volatile boolean started;

    /** At the first start the configuration is loaded already, and Configuration as Code may be setting it. */
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
