package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.run.BuildRecordAction;
import io.jenkins.plugins.deploymentrecord.service.BuildEntries;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Discards a waiting record of a build, for users who may cancel the build. */
@Restricted(NoExternalUse.class)
public final class DiscardRunAction extends BuildRecordAction {

    DiscardRunAction(Run<?, ?> run) {
        super(run, Item.CANCEL);
    }

    /** @param key identifies the record within the build */
    public DiscardQuestion question(@CheckForNull String key) {
        return DiscardQuestion.of(new BuildEntries(getRun(), Util.fixNull(key)));
    }

    /** Returns the form fields for {@link #doDiscard}. */
    public Map<String, String> fields(@CheckForNull String key) {
        return Map.of("key", Util.fixNull(key));
    }

    @POST
    public HttpResponse doDiscard(@QueryParameter String key) {
        checkPermission();
        if (Util.fixEmpty(key) == null) {
            return HttpResponses.error(400, Messages.DiscardRunAction_key());
        }
        try {
            return HttpResponses.forwardToView(this, "discarded.jelly")
                    .with("result", DiscardResult.of(new BuildEntries(getRun(), key)));
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.DiscardRunAction_displayName();
    }

    /** The record's page links to this URL. */
    @Override
    public String getUrlName() {
        return "discard-deployment-record";
    }

    @Extension
    public static final class OfEveryBuild extends Factory {

        public OfEveryBuild() {
            super(DiscardRunAction.class, DiscardRunAction::new);
        }
    }
}
