package io.jenkins.plugins.deploymentrecord.service;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Detaches killed builds: {@code WorkflowRun.doKill} ends a build without stopping its steps. */
@Extension
@Restricted(NoExternalUse.class)
public class DetachOnCompletion extends RunListener<Run<?, ?>> {

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        var attached = Recording.of(run);
        if (!attached.isEmpty()) {
            attached.forEach(Recording::detach);
            listener.getLogger().println(BuildLog.detached(run));
        }
    }
}
