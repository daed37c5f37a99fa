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
 * Checks before a record is accepted that its credential is there, is of a fitting kind, and does not stand in the record
 * itself. Calls nobody for a secret, so a GitHub App's is not asked for: it is looked up anew for each attempt. A secret
 * store that fails or hangs is no reason to refuse a record, as the store may answer when the record is sent.
 */
final class CredentialCheck {

    private static final Logger LOGGER = Logger.getLogger(CredentialCheck.class.getName());

    /** For all look-ups of a check. */
    private static final long MAX_SECONDS = 10;
    /** A store can miss a credential once: it is final when it has been missing for so long. */
    private static final long MISSING_SECONDS = 5;

    private static final long INTERVAL_MILLIS = 500;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: credential check"));

    /** The credential of which a build's use was noted last: noting it writes a file. */
    private static final Map<Run<?, ?>, StandardCredentials> LAST_TRACKED =
            Collections.synchronizedMap(new WeakHashMap<>());

    private CredentialCheck() {}

    /**
     * A credential that was found.
     *
     * @param secret null if nobody but another server knows it
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
     * What is wrong with a credential, if anything; notes that the build uses it.
     *
     * @param texts that the record is made of, with the fields that they stand in
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
                Found found = ask(threads, start, () -> {
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
                            ask(threads, start, () -> CredentialErrors.notFound(id, url, context))));
                }
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(Level.INFO, e, () -> "A credential could not be looked up; its record is accepted");
            return List.of();
        }
    }

    /** Asks the stores of credentials, which may hang: for as long as the check may take. */
    private static <T> T ask(ExecutorService threads, long start, Callable<T> question)
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

    /** Once for each build and credential. Only the credential's page needs it, so the record does not depend on it. */
    private static void track(Run<?, ?> run, StandardCredentials credential, ExecutorService threads, long start)
            throws InterruptedException {
        if (LAST_TRACKED.put(run, credential) == credential) {
            return;
        }
        try {
            // calls the credential's store, which may hang
            ask(threads, start, () -> CredentialsProvider.track(run, credential));
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(Level.INFO, e, () -> "The use of a credential could not be noted on the credential's page");
        }
    }
}
