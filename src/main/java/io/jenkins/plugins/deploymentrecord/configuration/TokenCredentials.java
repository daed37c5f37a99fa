package io.jenkins.plugins.deploymentrecord.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The kinds of credentials that hold a GitHub token. */
@Restricted(NoExternalUse.class)
public final class TokenCredentials {

    /**
     * Secret text, and username with password, whose password is the token; a GitHub App's credential is one of these.
     * Not of SYSTEM scope, which is Jenkins' own and which no build could use.
     */
    public static final CredentialsMatcher FITTING = CredentialsMatchers.allOf(
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM)),
            CredentialsMatchers.anyOf(
                    CredentialsMatchers.instanceOf(StringCredentials.class),
                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)));

    private TokenCredentials() {}
}
