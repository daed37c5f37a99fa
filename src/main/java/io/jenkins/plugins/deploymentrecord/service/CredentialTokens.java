package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.outbox.TokenLookup;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.HMACConfidentialKey;

/**
 * Looks up the token of an entry, anew for each attempt: a secret text, or the password of a username with password,
 * which is what a GitHub App's credential is, too. Never another credential than the named credential
 * (GHSA-xfrw-pcmc-r2p3). A token stays in memory, and on the controller.
 */
final class CredentialTokens implements TokenLookup {

    private static final HMACConfidentialKey FINGERPRINTS = new HMACConfidentialKey(CredentialTokens.class, "account");

    /** The outbox bounds how many look-ups there are at a time; a secret store that hangs keeps its thread. */
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: credentials"));

    @Override
    public CompletableFuture<Token> lookUp(OutboxEntry entry) {
        var found = new CompletableFuture<Token>();
        var running = threads.submit(() -> {
            try {
                found.complete(find(entry));
            } catch (Throwable e) {
                found.completeExceptionally(e);
            }
        });
        found.whenComplete((token, failure) -> running.cancel(true));
        return found;
    }

    /** In the context of an entry as things are now; can take long. */
    static Token find(OutboxEntry entry) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Token token = find(
                    CredentialContexts.of(entry),
                    entry.destination().credentialsId(),
                    ApiUrl.of(entry.destination().apiUrl()));
            return token instanceof Found found && found.token().isIn(entry.body())
                    ? new Refused(Messages.CredentialTokens_tokenInRecord())
                    : token;
        } catch (CredentialContexts.GoneException e) {
            return new ContextGone(e.getMessage());
        }
    }

    /** In the context of a build; can take long. */
    static Token find(Run<?, ?> run, String id, ApiUrl url) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return find(new CredentialLookup(run), id, url);
        }
    }

    private static Token find(CredentialContexts.Context context, String id, ApiUrl url) throws IOException {
        StandardCredentials credential = context.find(id, CredentialErrors.requirements(url));
        if (credential == null) {
            return new NotFound(CredentialErrors.notFound(id, url, context));
        }
        if (!TokenCredentials.SUPPORTED.matches(credential)) {
            return new Refused(CredentialErrors.wrongKind(id, credential));
        }
        String secret;
        try {
            secret = TokenCredentials.secret(credential).getPlainText();
        } catch (IOException e) {
            if (!context.hasBuild()
                    && infersFromBuild(credential)
                    && e.getCause().getCause() == null) {
                return new Refused(Messages.CredentialTokens_noBuildLeft(
                        RecordField.quoted(id), e.getCause().getMessage()));
            }
            throw e;
        }
        GitHubToken token = GitHubToken.of(secret).orElse(null);
        if (token == null) {
            return new Refused(CredentialErrors.noToken(id));
        }
        String fingerprint = FINGERPRINTS.mac(secret);
        return new Found(token, account(credential, token, fingerprint, context), fingerprint);
    }

    /**
     * Whether the credential can differ from build to build. Without a build, an exception of its own, which nothing else
     * caused, says that it cannot infer its access; an outage is an {@link IOException} in its causes.
     */
    private static boolean infersFromBuild(StandardCredentials credential) {
        try {
            return credential.getClass().getMethod("forRun", Run.class).getDeclaringClass() != Credentials.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /**
     * A GitHub App has another token every hour, and GitHub counts them together. Which App it is cannot be read off a
     * credential that somebody else made: only the same stored credential is the same account.
     */
    private static String account(
            StandardCredentials credential, GitHubToken token, String fingerprint, CredentialContexts.Context context) {
        return token.isOfInstallation() && credential instanceof StandardUsernamePasswordCredentials
                ? context.storeOf(credential) + '\n' + credential.getId()
                : fingerprint;
    }
}
