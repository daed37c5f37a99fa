package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.ReadRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutwaitedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * Requests the records of an artifact from GitHub. Waits during rate limits and outages for as long as builds wait for
 * the server, and holds no thread while it waits. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class RecordQuery {

    private final ResolvedQuery query;
    private final Consumer<String> log;
    /** The kinds of failures that were logged, each once. Used only on the outbox's thread. */
    private final Set<Class<?>> logged = new HashSet<>();

    private RecordQuery(ResolvedQuery query, Consumer<String> log) {
        this.query = query;
        this.log = log;
    }

    /**
     * Starts a query.
     *
     * @param run the build in whose context the credential is looked up
     * @param user the user that the build runs as; jobs that this user may not read are left out of the result
     * @param log accepts a line for each kind of wait
     * @return completes with a plain map for each matching record, in GitHub's order; fails with an {@link IOException}
     *     whose message is for users. Cancelling it ends everything at once.
     * @throws IOException if the outbox is not open
     */
    public static CompletableFuture<List<Map<String, Object>>> run(
            ResolvedQuery query, Run<?, ?> run, Authentication user, Consumer<String> log) throws IOException {
        var recordQuery = new RecordQuery(query, log);
        var result = new CompletableFuture<List<Map<String, Object>>>();
        CompletableFuture<List<ReadRecord>> read = OutboxService.outbox()
                .read(
                        RecordRead.of(query, run, recordQuery::retried),
                        query.server().waitTime());
        read.whenComplete((records, failure) -> {
            if (failure != null) {
                result.completeExceptionally(recordQuery.explained(failure));
                return;
            }
            recordQuery.submit(() -> {
                try (ACLContext asUser = ACL.as2(user)) {
                    result.complete(recordQuery.listed(records));
                } catch (IOException | RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
        });
        result.whenComplete((any, failure) -> {
            if (result.isCancelled()) {
                read.cancel(true);
            }
        });
        return result;
    }

    /** Moves blocking work off the outbox's thread. */
    private void submit(Runnable work) {
        SubmissionThreads.submit(query.credentialsId(), work);
    }

    private void retried(Exception why) {
        if (logged.add(why.getClass())) {
            submit(() -> log.accept(Messages.RecordQuery_retry(why.getMessage())));
        }
    }

    private Throwable explained(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof OutwaitedException outwaited
                ? new IOException(Messages.RecordQuery_outwaited(
                        String.valueOf(query.server().waitTime().toSeconds()), outwaited.getMessage()))
                : cause;
    }

    private List<Map<String, Object>> listed(List<ReadRecord> records) throws IOException {
        List<DeploymentRecordResponse> matching =
                records.stream().map(ReadRecord::fields).filter(query::matches).toList();
        KnownDeployments known = KnownDeployments.of(matching.stream()
                .flatMap(record -> DeploymentKey.of(query.url(), query.organization(), record).stream())
                .collect(Collectors.toSet()));
        var list = new ArrayList<Map<String, Object>>();
        matching.forEach(record -> list.add(ListedRecord.of(record, query, known)));
        return list;
    }
}
