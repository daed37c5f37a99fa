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
 * Sends the records again that a filter finds and that were refused or given up, of the jobs that the user may build: asks
 * first.
 */
@Restricted(NoExternalUse.class)
public final class SendingAgain implements ModelObject {

    private final DeploymentsAction deployments;

    SendingAgain(DeploymentsAction deployments) {
        this.deployments = deployments;
    }

    /** Whose side panel the page has. */
    public ModelObject owner() {
        return deployments.owner();
    }

    /**
     * What a person must know before records are sent again.
     *
     * @param count how many records
     * @param query the filter
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
                // a record that was restored from a history lacks its credential
                .filter(record -> !record.entry().destination().credentialsId().isEmpty())
                .toList());
    }

    /** Checks the permission on the job of each record: who may build no job sends nothing. */
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
     * @return what became of them, in sentences for a person
     * @throws IOException if the outbox is not this process's, or does not answer
     */
    static List<String> send(Predicate<OutboxEntry> which) throws IOException {
        SentAgain sent = OutboxService.await(OutboxService.outbox().sendAgain(which));
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
