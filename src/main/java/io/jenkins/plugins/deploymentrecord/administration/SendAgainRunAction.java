package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.outbox.SentAgain;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** Sends records of a build again that were refused or given up, for whoever may build the job. */
@Restricted(NoExternalUse.class)
public final class SendAgainRunAction implements Action, StaplerProxy {

    /** The pages of records have it, too. */
    static final String URL_NAME = "send-deployment-record-again";

    private final Run<?, ?> run;

    SendAgainRunAction(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public Object getTarget() {
        run.getParent().checkPermission(Item.BUILD);
        return this;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** @param key names the record within the build; all of the build that failed if it is absent or empty */
    @POST
    public HttpResponse doSend(@QueryParameter String key) {
        run.getParent().checkPermission(Item.BUILD);
        try {
            SentAgain sent =
                    OutboxService.await(OutboxService.outbox().sendAgain(new BuildEntries(run, Util.fixEmpty(key))));
            return HttpResponses.forwardToView(this, "sent.jelly").with("texts", texts(sent));
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }

    private static List<String> texts(SentAgain sent) {
        if (sent.accepted() + sent.superseded() == 0) {
            return List.of(Messages.SendAgainRunAction_nothing());
        }
        String accepted = Messages.SendAgainRunAction_accepted(String.valueOf(sent.accepted()));
        return sent.superseded() == 0
                ? List.of(accepted)
                : List.of(accepted, Messages.SendAgainRunAction_superseded(String.valueOf(sent.superseded())));
    }

    /** No link of its own: the pages of records have buttons. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.SendAgainRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    /** Adds it to every build: whether a record failed is asked when somebody sends it again. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return SendAgainRunAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            return List.of(new SendAgainRunAction(run));
        }
    }
}
