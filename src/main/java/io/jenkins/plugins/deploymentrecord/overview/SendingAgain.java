package io.jenkins.plugins.deploymentrecord.overview;

import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.SentAgain;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Sends the refused and given up records that a filter finds again, for the jobs that the user may build. Asks for
 * confirmation first.
 */
@Restricted(NoExternalUse.class)
public final class SendingAgain implements ModelObject {

    private final DeploymentsAction deployments;

    SendingAgain(DeploymentsAction deployments) {
        this.deployments = deployments;
    }

    /** Returns the object whose side panel the page shows. */
    public ModelObject owner() {
        return deployments.owner();
    }

    /**
     * The texts that a user confirms before records are sent again.
     *
     * @param count the number of records
     * @param query the query of the filter
     */
    public record Question(int count, List<String> texts, String query) {}

    public Question question(StaplerRequest2 request) throws IOException {
        var filter = new DeploymentFilter(request);
        BuildableRecords failed = failed(request);
        int count = failed.records().size();
        List<String> texts = failed.withLeftOut(
                count == 0 ? Messages.SendingAgain_none() : Messages.SendingAgain_count(String.valueOf(count)));
        return new Question(count, texts, filter.getQuery());
    }

    private BuildableRecords failed(StaplerRequest2 request) throws IOException {
        return BuildableRecords.of(deployments.validPage(request).all().stream()
                .map(DeploymentRow::newest)
                .filter(record -> !record.isWaiting() && record.kind().isFailure())
                // the credential of a record that was restored from a history is unknown
                .filter(record -> !record.entry().destination().credentialsId().isEmpty())
                .toList());
    }

    /** Sends the records again. Checks the permission on the job of each record. */
    @POST
    public HttpResponse doSend(StaplerRequest2 request) throws IOException {
        Set<String> ids = failed(request).records().stream()
                .map(KeyRecord::entry)
                .map(OutboxEntry::id)
                .collect(Collectors.toSet());
        try {
            return HttpResponses.forwardToView(this, "sent.jelly")
                    .with("texts", send(entry -> ids.contains(entry.id())));
        } catch (IOException e) {
            return HttpResponses.error(503, e.getMessage());
        }
    }

    /**
     * Sends entries again.
     *
     * @return the outcome in words
     * @throws IOException if this process does not own the outbox, or the outbox does not answer
     */
    static List<String> send(Predicate<OutboxEntry> filter) throws IOException {
        SentAgain sent = OutboxService.await(OutboxService.outbox().sendAgain(filter));
        if (sent.accepted() + sent.superseded() == 0) {
            return List.of(Messages.SendingAgain_nothing());
        }
        String accepted = Messages.SendingAgain_accepted(String.valueOf(sent.accepted()));
        return sent.superseded() == 0
                ? List.of(accepted)
                : List.of(accepted, Messages.SendingAgain_superseded(String.valueOf(sent.superseded())));
    }

    @Override
    public String getDisplayName() {
        return Messages.SendingAgain_displayName();
    }
}
