package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** Discards a waiting record of a build, for whoever may cancel the build. */
@Restricted(NoExternalUse.class)
public final class DiscardRunAction implements Action, StaplerProxy {

    /** The record's page has it, too. */
    static final String URL_NAME = "discard-deployment-record";

    private final Run<?, ?> run;

    DiscardRunAction(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public Object getTarget() {
        run.getParent().checkPermission(Item.CANCEL);
        return this;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** @param key names the record within the build */
    public DiscardQuestion question(@CheckForNull String key) {
        return DiscardQuestion.of(new BuildEntries(run, Util.fixNull(key)));
    }

    /** The parameters of {@link #doDiscard}. */
    public Map<String, String> fields(@CheckForNull String key) {
        return Map.of("key", Util.fixNull(key));
    }

    @POST
    public HttpResponse doDiscard(@QueryParameter String key) {
        run.getParent().checkPermission(Item.CANCEL);
        if (Util.fixEmpty(key) == null) {
            return HttpResponses.error(400, Messages.DiscardRunAction_key());
        }
        try {
            return HttpResponses.forwardToView(this, "discarded.jelly")
                    .with("result", DiscardResult.of(new BuildEntries(run, key)));
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }

    /** No link of its own: the record's page has a button. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.DiscardRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    /** Adds it to every build: whether a record waits is asked when somebody discards it. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return DiscardRunAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            return List.of(new DiscardRunAction(run));
        }
    }
}
