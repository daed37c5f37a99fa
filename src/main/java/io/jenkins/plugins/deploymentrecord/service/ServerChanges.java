package io.jenkins.plugins.deploymentrecord.service;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import jenkins.model.JenkinsLocationConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Notifies the outbox when an administrator changes servers or the URL of this Jenkins. */
@Extension
@Restricted(NoExternalUse.class)
public class ServerChanges extends SaveableListener {

    @Override
    public void onChange(Saveable changed, XmlFile file) {
        OutboxService service = OutboxService.get();
        Outbox outbox = service.outboxOrNull();
        if (outbox == null) {
            return;
        }
        if (changed instanceof DeploymentRecordsConfiguration) {
            outbox.serversChanged();
        } else if (changed instanceof JenkinsLocationConfiguration) {
            outbox.identityChanged(service.identity());
        }
    }
}
