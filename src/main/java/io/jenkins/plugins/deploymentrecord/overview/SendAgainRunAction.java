package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.run.BuildRecordAction;
import io.jenkins.plugins.deploymentrecord.service.BuildEntries;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Sends refused and given up records of a build again, for users who may build the job. */
@Restricted(NoExternalUse.class)
public final class SendAgainRunAction extends BuildRecordAction {

    SendAgainRunAction(Run<?, ?> run) {
        super(run, Item.BUILD);
    }

    /**
     * @param key identifies the record within the build; if it is absent or empty, all failed records of the build are
     *     sent
     */
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

    /** The pages of records link to this URL. */
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
