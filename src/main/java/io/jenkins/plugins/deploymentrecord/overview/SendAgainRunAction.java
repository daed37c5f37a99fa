package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.run.BuildAct;
import io.jenkins.plugins.deploymentrecord.service.BuildEntries;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Sends records of a build again that were refused or given up, for whoever may build the job. */
@Restricted(NoExternalUse.class)
public final class SendAgainRunAction extends BuildAct {

    SendAgainRunAction(Run<?, ?> run) {
        super(run, Item.BUILD);
    }

    /** @param key names the record within the build; all of the build that failed if it is absent or empty */
    @POST
    public HttpResponse doSend(@QueryParameter String key) {
        checkPermission();
        try {
            return HttpResponses.forwardToView(this, "sent.jelly")
                    .with("texts", SendingAgain.send(new BuildEntries(getRun(), Util.fixEmpty(key))));
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.SendingAgain_displayName();
    }

    /** The pages of records have it, too. */
    @Override
    public String getUrlName() {
        return "send-deployment-record-again";
    }

    @Extension
    public static final class OfEveryBuild extends Factory {

        public OfEveryBuild() {
            super(SendAgainRunAction.class, SendAgainRunAction::new);
        }
    }
}
