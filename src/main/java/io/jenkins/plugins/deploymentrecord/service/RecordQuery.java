package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.form.ResolvedQuery;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * Asks GitHub for the records of an artifact. Limits and outages are waited out for as long as the server's builds wait;
 * no thread is held meanwhile. Safe for all threads.
 */
@Restricted(NoExternalUse.class)
public final class RecordQuery {

    private static final long MIN_BACKOFF_MILLIS = 500;
    private static final long MAX_BACKOFF_MILLIS = 30_000;

    private final ResolvedQuery query;
    private final Run<?, ?> run;
    private final Authentication user;
    private final Consumer<String> log;
    private final Instant deadline;
    private final CompletableFuture<List<Map<String, Object>>> result = new CompletableFuture<>();
    /** Each kind of wait has one line. For one attempt at a time. */
    private final Set<Class<?>> told = new HashSet<>();

    private int attempts;
    /** The look-up, the call or the wait that is underway; an end of the query ends it. */
    private volatile Future<?> underway;

    private RecordQuery(ResolvedQuery query, Run<?, ?> run, Authentication user, Consumer<String> log) {
        this.query = query;
        this.run = run;
        this.user = user;
        this.log = log;
        this.deadline = Instant.now().plus(query.server().waitTime());
    }

    /**
     * Begins to ask.
     *
     * @param run in whose context the credential is looked up
     * @param user as whom the build runs: of jobs that this user may not read nothing is told
     * @param log takes a line for each kind of wait
     * @return completes with a plain map for each record that matches, in GitHub's order; fails with an {@link
     *     IOException} whose message is for a person. Cancelling it ends everything at once.
     */
    public static CompletableFuture<List<Map<String, Object>>> run(
            ResolvedQuery query, Run<?, ?> run, Authentication user, Consumer<String> log) {
        var asking = new RecordQuery(query, run, user, log);
        asking.result.whenComplete((any, failure) -> cancelIfOver(asking.result, asking.underway));
        asking.attempt();
        return asking.result;
    }

    private static void cancelIfOver(CompletableFuture<?> result, Future<?> underway) {
        if (result.isDone() && underway != null) {
            underway.cancel(true);
        }
    }

    private void underway(Future<?> future) {
        underway = future;
        cancelIfOver(result, future);
    }

    /** Looks the token up anew each time, as it may have been renewed. */
    private void attempt() {
        if (!result.isDone()) {
            attempts++;
            underway(SubmissionThreads.submit(query.credentialsId(), asUser(this::ask)));
        }
    }

    /** Some part of the work; whatever it throws ends the query. */
    private interface Work {
        void run() throws IOException;
    }

    private Runnable asUser(Work work) {
        return () -> {
            try (ACLContext asUser = ACL.as2(user)) {
                work.run();
            } catch (IOException | RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        };
    }

    private void ask() throws IOException {
        GitHubToken token;
        try {
            token = token();
        } catch (UnavailableTokenException e) {
            retry(e, null);
            return;
        }
        var credential = new Notices.Credential(
                query.url().toString(), query.credentialsId(), run.getParent().getFullName());
        Notices notices = OutboxService.get().notices();
        CompletableFuture<List<DeploymentRecordResponse>> call = GitHubHttp.client(
                        query.url(), notice -> notices.add(credential, token, notice, Instant.now()))
                .list(query.organization(), query.digest(), token);
        underway(call);
        call.whenComplete((records, failure) -> {
            if (failure == null) {
                underway(SubmissionThreads.submit(query.credentialsId(), asUser(() -> tell(records))));
            } else {
                failed(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    /** The credential cannot give its secret now, as a GitHub App's while GitHub is down. */
    private static final class UnavailableTokenException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableTokenException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private GitHubToken token() throws IOException, UnavailableTokenException {
        String id = query.credentialsId();
        var context = new CredentialLookup(run);
        StandardCredentials credential = context.find(id, CredentialErrors.requirements(query.url()));
        if (credential == null) {
            throw new IOException(CredentialErrors.notFound(id, query.url(), context));
        }
        if (!TokenCredentials.SUPPORTED.matches(credential)) {
            throw new IOException(CredentialErrors.wrongKind(id, credential));
        }
        String secret;
        try {
            secret = TokenCredentials.secret(credential).getPlainText();
        } catch (IOException e) {
            throw new UnavailableTokenException(e);
        }
        return GitHubToken.of(secret).orElseThrow(() -> new IOException(CredentialErrors.noToken(id)));
    }

    private void failed(Throwable failure) {
        switch (failure) {
            case GitHubException.RateLimited limited ->
                retry(limited, limited.limit().until());
            case GitHubException.Unavailable unavailable ->
                retry(unavailable, unavailable.notBefore().orElse(null));
            case GitHubException.UnexpectedAnswer unexpected -> retry(unexpected, null);
            case null, default -> result.completeExceptionally(failure);
        }
    }

    /** @param notBefore null if GitHub named no time */
    private void retry(Exception failure, Instant notBefore) {
        long bound = Math.min(MAX_BACKOFF_MILLIS, MIN_BACKOFF_MILLIS << Math.min(attempts, 10));
        Duration backoff = Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_BACKOFF_MILLIS, bound + 1));
        Instant now = Instant.now();
        Instant next = notBefore != null && notBefore.isAfter(now) ? notBefore.plus(backoff) : now.plus(backoff);
        if (next.isAfter(deadline)) {
            result.completeExceptionally(new IOException(Messages.RecordQuery_outwaited(
                    String.valueOf(query.server().waitTime().toSeconds()), failure.getMessage())));
            return;
        }
        if (told.add(failure.getClass())) {
            log.accept(Messages.RecordQuery_retry(failure.getMessage()));
        }
        underway(Timer.get().schedule(this::attempt, Duration.between(now, next).toMillis(), TimeUnit.MILLISECONDS));
    }

    private void tell(List<DeploymentRecordResponse> records) throws IOException {
        List<DeploymentRecordResponse> matching =
                records.stream().filter(query::matches).toList();
        KnownDeployments known = KnownDeployments.of(matching.stream()
                .flatMap(record -> DeploymentKey.of(query.url(), query.organization(), record).stream())
                .collect(Collectors.toSet()));
        var list = new ArrayList<Map<String, Object>>();
        matching.forEach(record -> list.add(ListedRecord.of(record, query, known)));
        result.complete(list);
    }
}
