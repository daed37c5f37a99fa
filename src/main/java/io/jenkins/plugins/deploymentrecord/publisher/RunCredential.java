package io.jenkins.plugins.deploymentrecord.publisher;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.HMACConfidentialKey;

/**
 * The token of one build for one server: a secret text, or the password of a username with password, which is what a
 * GitHub App's credential is, too. Never another one than the one that was named (GHSA-xfrw-pcmc-r2p3).
 *
 * @param id as named by the job or the server; may be an expression such as <code>${TOKEN}</code>, for a credentials
 *     parameter
 */
record RunCredential(@CheckForNull String id, ApiUrl url) {

    static final String FIELD = "credentialsId";

    private static final HMACConfidentialKey ACCOUNTS = new HMACConfidentialKey(RunCredential.class, "account");

    private static final Map<Run<?, ?>, StandardCredentials> LAST_TRACKED =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * A token, and whose it is.
     *
     * @param account the same for all tokens whose requests GitHub counts together, as far as can be told: those of an
     *     App's credential, or those that are the same. Different in folders that have different ones under the same ID.
     *     Has no secret
     */
    record Found(GitHubToken token, String account) {}

    /**
     * Looks the credential up in the build's context and notes its use. May call GitHub, for an App's token.
     *
     * @param faults takes what is wrong
     * @return null after a fault
     * @throws IOException where the credential is there, but cannot give its secret now
     */
    @CheckForNull
    Found find(Run<?, ?> run, Consumer<Fault> faults) throws IOException {
        if (id == null) {
            faults.accept(new Fault(FIELD, Messages.RunCredential_missing()));
            return null;
        }
        var lookup = new CredentialLookup(run);
        StandardCredentials credential =
                lookup.find(id, URIRequirementBuilder.fromUri(url.toString()).build());
        if (credential == null) {
            faults.accept(new Fault(FIELD, notFound(id, lookup)));
            return null;
        }
        if (!TokenCredentials.FITTING.matches(credential)) {
            faults.accept(new Fault(
                    FIELD,
                    Messages.RunCredential_wrongKind(
                            RecordField.given(id), credential.getDescriptor().getDisplayName())));
            return null;
        }
        track(run, credential);
        String secret = TokenCredentials.secret(credential).getPlainText();
        GitHubToken token = GitHubToken.of(secret).orElse(null);
        if (token == null) {
            faults.accept(new Fault(FIELD, Messages.RunCredential_noToken(RecordField.given(id))));
            return null;
        }
        return new Found(token, account(credential, token, secret));
    }

    /** An App's credential has the App's ID as its user name, and another token every hour. */
    private static String account(StandardCredentials credential, GitHubToken token, String secret) {
        return token.isOfInstallation() && credential instanceof StandardUsernamePasswordCredentials app
                ? credential.getId() + " " + app.getUsername()
                : ACCOUNTS.mac(secret);
    }

    /** Once for each build and credential: noting it writes a file, and a build may record a hundred deployments. */
    private static void track(Run<?, ?> run, StandardCredentials credential) {
        if (LAST_TRACKED.put(run, credential) != credential) {
            CredentialsProvider.track(run, credential);
        }
    }

    private String notFound(@NonNull String wanted, CredentialLookup lookup) {
        String given = RecordField.given(wanted);
        if (lookup.find(wanted, List.of()) != null) {
            return Messages.RunCredential_otherDomain(given, url.hostAndPort());
        }
        return TokenCredentials.isOfSystemScope(wanted)
                ? Messages.RunCredential_systemScope(given)
                : Messages.RunCredential_notFound(given, String.join(", ", places(lookup)));
    }

    /** The folders of the job, from the inside out, and the controller. */
    private static List<String> places(CredentialLookup lookup) {
        return Stream.concat(
                        lookup.folders().stream().map(Messages::RunCredential_folder),
                        Stream.of(Messages.RunCredential_global(Jenkins.get().getDisplayName())))
                .toList();
    }
}
