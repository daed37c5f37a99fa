package io.jenkins.plugins.deploymentrecord.administration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of the outbox under Manage Jenkins. Users with System Read may view the page. Administrators may retry,
 * discard and acknowledge a single entry ({@code id}), all entries of a server ({@code server}, its API URL) or all
 * entries ({@code all=true}).
 */
@Extension
@Restricted(NoExternalUse.class)
public class DeploymentRecordsLink extends ManagementLink implements StaplerProxy {

    static final String URL_NAME = "deployment-records";

    /** The path on this controller. */
    static final String PATH = "manage/" + URL_NAME + '/';

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.DeploymentRecordsLink_description();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return this;
    }

    /** Whether the user is an administrator. */
    public boolean isAdministrator() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /**
     * Returns the requested page: the parameter {@code page} is the page of waiting entries, {@code failures} the page
     * of failed entries.
     */
    public OutboxPage page(StaplerRequest2 request) {
        return new OutboxPage(request.getParameter("page"), request.getParameter("failures"));
    }

    public Api getApi() {
        return new Api(page(Stapler.getCurrentRequest2()));
    }

    /** Returns the result of the previous request in words; null if there was no action. */
    @CheckForNull
    public String done(StaplerRequest2 request) {
        String count = digits(request.getParameter("count"));
        return switch (String.valueOf(request.getParameter("done"))) {
            case "retried" -> Messages.DeploymentRecordsLink_retried(count);
            case "discarded" ->
                new DiscardResult(Integer.parseInt(count), Integer.parseInt(digits(request.getParameter("later"))))
                        .getText();
            case "acknowledged" -> Messages.DeploymentRecordsLink_acknowledged();
            case "delivering" -> Messages.DeploymentRecordsLink_delivering();
            default -> null;
        };
    }

    private static String digits(@CheckForNull String typed) {
        return typed != null && typed.matches("[0-9]{1,9}") ? typed : "0";
    }

    /**
     * Returns the entries that the confirmation page of a discard shows; null if the request does not select entries.
     */
    @CheckForNull
    public Selection selection(StaplerRequest2 request) {
        return Selection.of(
                        request.getParameter(Selection.ID),
                        request.getParameter(Selection.SERVER),
                        request.getParameter(Selection.ALL))
                .orElse(null);
    }

    /** Returns the form fields that select all entries. */
    public Map<String, String> getEverything() {
        return new Selection(Selection.ALL, "true").getFields();
    }

    public DiscardQuestion question(Selection selection) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return DiscardQuestion.of(selection);
    }

    /**
     * Makes the next attempts due now, within GitHub's limits, and sends failed records again. An acknowledged record
     * is sent again only if the request names this record.
     */
    @POST
    public HttpResponse doRetry(@QueryParameter String id, @QueryParameter String server, @QueryParameter String all) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Selection selection = selected(id, server, all);
        return act(() -> "?done=retried&count="
                + OutboxService.await(OutboxService.outbox().retryNow(selection, selection.isOneEntry())));
    }

    @POST
    public HttpResponse doDiscard(
            @QueryParameter String id, @QueryParameter String server, @QueryParameter String all) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Selection selection = selected(id, server, all);
        return act(() -> {
            DiscardResult result = DiscardResult.of(selection);
            if (selection.isEverything()) {
                // an administrator chose to discard instead of to deliver the held records
                OutboxService.await(OutboxService.outbox().release());
            }
            return "?done=discarded&count=" + result.ended() + "&later=" + result.later();
        });
    }

    /** Acknowledges the selected failures, so that monitors no longer report them. */
    @POST
    public HttpResponse doAcknowledge(
            @QueryParameter String id, @QueryParameter String server, @QueryParameter String all) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Selection selection = selected(id, server, all);
        return act(() -> {
            OutboxService.await(OutboxService.outbox().acknowledge(selection));
            return "?done=acknowledged";
        });
    }

    /** Acknowledges the warnings about the outbox's files, so that they are no longer shown. */
    @POST
    public HttpResponse doAcknowledgeWarnings() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return act(() -> {
            OutboxService.get().warnings().dismiss();
            return "?done=acknowledged";
        });
    }

    /** Ends the hold of the outbox. */
    @POST
    public HttpResponse doDeliver() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return act(() -> {
            OutboxService.await(OutboxService.outbox().release());
            return "?done=delivering";
        });
    }

    private static Selection selected(String id, String server, String all) {
        return Selection.of(id, server, all)
                .orElseThrow(() -> HttpResponses.error(400, Messages.DeploymentRecordsLink_whichEntries()));
    }

    private interface Act {
        /** @return the query with which the page shows the result */
        String run() throws IOException;
    }

    private static HttpResponse act(Act act) {
        try {
            return HttpResponses.redirectTo("./" + act.run());
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }
}
