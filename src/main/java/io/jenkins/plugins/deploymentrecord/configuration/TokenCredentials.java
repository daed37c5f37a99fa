package io.jenkins.plugins.deploymentrecord.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.PasswordCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The kinds of credentials that hold a GitHub token. */
@Restricted(NoExternalUse.class)
public final class TokenCredentials {

    /**
     * Secret text, and username with password, whose password is the token; the credential of a GitHub App is of the
     * latter kind. Excludes the SYSTEM scope, which is for Jenkins itself and which no build can use.
     */
    public static final CredentialsMatcher SUPPORTED = CredentialsMatchers.allOf(
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM)),
            CredentialsMatchers.anyOf(
                    CredentialsMatchers.instanceOf(StringCredentials.class),
                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)));

    private TokenCredentials() {}

    /** Returns whether a credential with this ID has the SYSTEM scope, so that no build can use it. */
    public static boolean isOfSystemScope(String id) {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                .stream()
                .anyMatch(
                        CredentialsMatchers.allOf(
                                        CredentialsMatchers.withId(id),
                                        CredentialsMatchers.withScope(CredentialsScope.SYSTEM))::matches);
    }

    /**
     * Returns the secret of a supported credential. May call GitHub: the credential of an App requests a token for its
     * installation.
     *
     * @throws IOException if the credential cannot provide its secret now
     */
    @NonNull
    public static Secret secret(StandardCredentials credential) throws IOException {
        try {
            return credential instanceof StringCredentials text
                    ? text.getSecret()
                    : ((PasswordCredentials) credential).getPassword();
        } catch (RuntimeException e) {
            throw new IOException(
                    Messages.TokenCredentials_unusable(RecordField.quoted(credential.getId()), e.getMessage()), e);
        }
    }
}
