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
 * which includes GitHub App credentials. Never uses another credential than the named credential (GHSA-xfrw-pcmc-r2p3).
 * A token stays in memory and on the controller.
 */
final class CredentialTokens implements TokenLookup {

    private static final HMACConfidentialKey FINGERPRINTS = new HMACConfidentialKey(CredentialTokens.class, "account");

    /**
     * Not bounded, since the outbox limits the number of concurrent look-ups. A secret store that hangs keeps its
     * thread.
     */
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

    /** Looks up the token of an entry in its present context; can take long. */
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

    /** Looks up a token in the context of a build; can take long. */
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
     * Returns whether the credential can differ from build to build. If such a credential needs a build to infer its
     * access, and there is no build, it throws an exception without a further cause; an outage has an {@link
     * IOException} among its causes.
     */
    private static boolean infersFromBuild(StandardCredentials credential) {
        try {
            return credential.getClass().getMethod("forRun", Run.class).getDeclaringClass() != Credentials.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /**
     * Returns the account whose rate limit the token uses. A GitHub App has a new token every hour, and GitHub counts
     * all of them together. A credential does not reveal its App if another user created it, so two tokens have the
     * same account only if they come from the same stored credential.
     */
    private static String account(
            StandardCredentials credential, GitHubToken token, String fingerprint, CredentialContexts.Context context) {
        return token.isOfInstallation() && credential instanceof StandardUsernamePasswordCredentials
                ? context.storeOf(credential) + '\n' + credential.getId()
                : fingerprint;
    }
}
