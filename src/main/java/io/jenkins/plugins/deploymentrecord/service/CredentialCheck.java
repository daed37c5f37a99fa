package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Checks, before a record is accepted, that its credential exists and is of a supported kind, and that the record does
 * not contain the token. Never requests a secret from another server: the token of a GitHub App is not checked, and is
 * looked up for each attempt. A secret store that fails or hangs is no reason to refuse a record, since the store may
 * respond when the record is sent.
 */
final class CredentialCheck {

    private static final Logger LOGGER = Logger.getLogger(CredentialCheck.class.getName());

    /** The time limit for all look-ups of a check. */
    private static final long MAX_SECONDS = 10;
    /** The time after which a missing credential is an error: a store may fail to find a credential that exists. */
    private static final long MISSING_SECONDS = 5;

    private static final long INTERVAL_MILLIS = 500;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: credential check"));

    /** The credential that was last tracked for a build: tracking writes a file. */
    private static final Map<Run<?, ?>, StandardCredentials> LAST_TRACKED =
            Collections.synchronizedMap(new WeakHashMap<>());

    private CredentialCheck() {}

    /**
     * A credential that was found.
     *
     * @param secret null if only another server knows the secret
     */
    private record Found(
            StandardCredentials credential, @CheckForNull String secret) {

        static Found of(StandardCredentials credential) throws IOException {
            boolean isKnownHere =
                    credential instanceof StringCredentials || credential instanceof UsernamePasswordCredentialsImpl;
            return new Found(
                    credential,
                    isKnownHere ? TokenCredentials.secret(credential).getPlainText() : null);
        }

        List<FieldError> errors(List<Map.Entry<String, String>> texts) {
            if (!TokenCredentials.SUPPORTED.matches(credential)) {
                return List.of(new FieldError(
                        DeploymentForm.CREDENTIALS_ID, CredentialErrors.wrongKind(credential.getId(), credential)));
            }
            if (secret == null) {
                return List.of();
            }
            return GitHubToken.of(secret)
                    .map(token -> texts.stream()
                            .filter(text -> token.isIn(text.getValue()))
                            .map(text -> new FieldError(text.getKey(), Messages.CredentialErrors_tokenInField()))
                            .toList())
                    .orElseGet(() -> List.of(new FieldError(
                            DeploymentForm.CREDENTIALS_ID, CredentialErrors.noToken(credential.getId()))));
        }
    }

    /**
     * Returns the errors of a credential, and tracks its use by the build; empty if there are no errors.
     *
     * @param texts the values of the record, each with the name of its field
     */
    static List<FieldError> errors(String id, ApiUrl url, List<Map.Entry<String, String>> texts, Run<?, ?> run)
            throws InterruptedException {
        if (id == null) {
            return List.of(new FieldError(DeploymentForm.CREDENTIALS_ID, Messages.CredentialErrors_missing()));
        }
        var context = new CredentialLookup(run);
        ExecutorService threads = new ImpersonatingExecutorService(THREADS, Jenkins.getAuthentication2());
        long start = System.nanoTime();
        try {
            while (true) {
                Found found = call(threads, start, () -> {
                    StandardCredentials credential = context.find(id, CredentialErrors.requirements(url));
                    return credential == null ? null : Found.of(credential);
                });
                if (found != null) {
                    track(run, found.credential, threads, start);
                    return found.errors(texts);
                }
                if (left(start, MISSING_SECONDS) <= 0) {
                    return List.of(new FieldError(
                            DeploymentForm.CREDENTIALS_ID,
                            call(threads, start, () -> CredentialErrors.notFound(id, url, context))));
                }
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(Level.INFO, e, () -> "A credential could not be looked up; its record is accepted");
            return List.of();
        }
    }

    /** Calls credential stores, which may hang, within the time limit of the check. */
    private static <T> T call(ExecutorService threads, long start, Callable<T> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        Future<T> answer = threads.submit(question);
        try {
            return answer.get(left(start, MAX_SECONDS), TimeUnit.NANOSECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static long left(long start, long seconds) {
        return Math.max(0, start + TimeUnit.SECONDS.toNanos(seconds) - System.nanoTime());
    }

    /**
     * Tracks each credential once for each build. Only the credential's page needs the tracking, so the record does not
     * depend on it.
     */
    private static void track(Run<?, ?> run, StandardCredentials credential, ExecutorService threads, long start)
            throws InterruptedException {
        if (LAST_TRACKED.put(run, credential) == credential) {
            return;
        }
        try {
            // calls the credential's store, which may hang
            call(threads, start, () -> CredentialsProvider.track(run, credential));
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(Level.INFO, e, () -> "The use of a credential could not be noted on the credential's page");
        }
    }
}
