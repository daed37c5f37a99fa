package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.util.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which credential provides a build's token. */
class CredentialsTest extends JenkinsWithStandIn {

    private static final String OTHER = "ghp_AnotherTokenThatIsNotARealOne78901234";
    private static final String KINDS = "supported kinds: Secret text, Username with password, GitHub App";

    @Test
    void aBuildUsesTheServersSecretText() throws Exception {
        build(Result.SUCCESS, RECORD);

        assertThat(sentToken(), is(TOKEN));
    }

    @Test
    void aBuildUsesThePasswordOfAUsernameWithPassword() throws Exception {
        addGlobally(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", null, "octocat", OTHER));

        build(Result.SUCCESS, RECORD + ", credentialsId: 'login'");

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void theStepsCredentialOverridesTheServersCredential() throws Exception {
        addGlobally(token("mine", OTHER));

        build(Result.SUCCESS, RECORD + ", credentialsId: 'mine'");

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void aMissingCredentialIsNotReplacedByTheServersCredential() throws Exception {
        refused(
                job(RECORD + ", credentialsId: 'gone'"),
                "there is no credential \"gone\" that this build may use; looked in: the global credentials of Jenkins; "
                        + KINDS);
    }

    @Test
    void aMissingCredentialOfTheServerIsAnError() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();

        refused(
                job(RECORD),
                "there is no credential \"token\" that this build may use; looked in: the global credentials of Jenkins; "
                        + KINDS);
    }

    @Test
    void aRecordWithoutAnyCredentialIsRefused() throws Exception {
        var server = server("stand-in");
        server.setCredentialsId(null);
        servers(server);

        refused(
                job(RECORD),
                "is missing; neither the job, its folders nor the server names a credential with a GitHub token");
    }

    @Test
    void aBuildUsesACredentialOfAnOuterFolder() throws Exception {
        Folder outer = folder(token("mine", OTHER));
        Folder inner = outer.createProject(Folder.class, "inner");

        build(
                Result.SUCCESS,
                script(inner.createProject(WorkflowJob.class, "job"), RECORD + ", credentialsId: 'mine'"));

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void aFoldersCredentialHidesAGlobalCredentialWithTheSameId() throws Exception {
        Folder folder = folder(token("token", OTHER));

        build(Result.SUCCESS, script(folder.createProject(WorkflowJob.class, "job"), RECORD));

        assertThat(sentToken(), is(OTHER));
    }

    /** GitHub limits the owner of a token, not the credential's ID, which a folder can redefine. */
    @Test
    void aRateLimitOfATokenDoesNotAffectAnotherTokenWithTheSameCredentialId() throws Exception {
        Folder limited = folder(token("token", OTHER));
        gitHub.answerNext(429, Map.of("Retry-After", "3600"), "{}");
        servers(impatientServer("stand-in", gitHub.url()));
        var waiting = build(Result.SUCCESS, script(limited.createProject(WorkflowJob.class, "job"), RECORD));
        jenkins.assertLogContains("still being delivered", waiting);
        servers(server("stand-in"));

        jenkins.assertLogContains("[record 1001]", build(Result.SUCCESS, RECORD.replace("shop-web", "another")));
    }

    /** The credential of a GitHub App has a new token each hour. */
    @Test
    void allTokensOfAGitHubAppShareItsRateLimit() throws Exception {
        addGlobally(app("ghs_OneOfTheAppsTokens"));
        gitHub.answerNext(429, Map.of("Retry-After", "3600"), "{}");
        servers(impatientServer("stand-in", gitHub.url()));
        build(Result.SUCCESS, RECORD + ", credentialsId: 'app'");
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(new HashMap<>());
        addGlobally(app("ghs_AnotherOfTheAppsTokens"));

        var run = build(Result.SUCCESS, RECORD.replace("shop-web", "another") + ", credentialsId: 'app'");

        jenkins.assertLogContains("Waits for the end of a limit", run);
        assertThat(gitHub.received(), hasSize(1));
    }

    private static Credentials app(String token) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "app", null, "12345", token);
    }

    @Test
    void aCredentialOfAnotherFolderIsRefused() throws Exception {
        folder(token("mine", OTHER));
        Folder outer = jenkins.createProject(Folder.class);
        Folder inner = outer.createProject(Folder.class, "inner");

        refused(
                script(inner.createProject(WorkflowJob.class, "job"), RECORD + ", credentialsId: 'mine'"),
                "there is no credential \"mine\" that this build may use; looked in: folder \"" + inner.getFullName()
                        + "\", folder \"" + outer.getFullName() + "\", the global credentials of Jenkins; " + KINDS);
    }

    @Test
    void aCredentialOfADomainWithTheServersHostIsUsed() throws Exception {
        addGlobally(domain("127.0.0.1"), token("mine", OTHER));

        build(Result.SUCCESS, RECORD + ", credentialsId: 'mine'");

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void aCredentialOfADomainWithAnotherHostIsRefused() throws Exception {
        addGlobally(domain("api.github.com"), token("mine", OTHER));

        refused(
                job(RECORD + ", credentialsId: 'mine'"),
                "the credential \"mine\" exists, but its domain does not include 127.0.0.1:" + gitHub.port()
                        + "; allowed: a credential of the global domain, or of a domain that includes this host");
    }

    @Test
    void aCredentialOfAnUnsupportedKindIsRefused() throws Exception {
        addGlobally(new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL,
                "key",
                "octocat",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource("no key"),
                null,
                null));

        refused(
                job(RECORD + ", credentialsId: 'key'"),
                "the credential \"key\" is of the kind \"SSH Username with private key\"; supported kinds: Secret text, "
                        + "Username with password (the password is the token), GitHub App");
    }

    /** The System scope is for Jenkins itself. */
    @Test
    void aCredentialOfSystemScopeIsRefused() throws Exception {
        addGlobally(new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", null, Secret.fromString(OTHER)));

        refused(
                job(RECORD + ", credentialsId: 'system'"),
                "the credential \"system\" is of scope System, which no build may use; allowed: a credential of scope"
                        + " Global, or one of the job's own folder");
    }

    @Test
    void aCredentialsParameterIsExpanded() throws Exception {
        addGlobally(token("chosen", OTHER));
        var job = job(RECORD + ", credentialsId: '${TOKEN}'");
        job.addProperty(new ParametersDefinitionProperty(
                new CredentialsParameterDefinition("TOKEN", null, "chosen", StringCredentials.class.getName(), true)));

        build(Result.SUCCESS, job);

        assertThat(sentToken(), is(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "first line\nsecond line", "with space", "größe"})
    void aCredentialWhoseSecretIsNotATokenIsRefused(String secret) throws Exception {
        addGlobally(token("odd", secret));

        refused(
                job(RECORD + ", credentialsId: 'odd'"),
                "the credential \"odd\" holds no token: its secret is empty, or has spaces, line breaks or other "
                        + "characters that no token has");
    }

    /** A secret that was pasted often ends with a newline. */
    @Test
    void aNewlineAfterATokenIsRemoved() throws Exception {
        addGlobally(token("pasted", OTHER + '\n'));

        build(Result.SUCCESS, RECORD + ", credentialsId: 'pasted'");

        assertThat(sentToken(), is(OTHER));
    }

    /** Like the credential of a GitHub App if GitHub issues no token. */
    @Test
    void aRecordWaitsIfItsCredentialCannotProvideATokenNow() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(new Broken("app"));

        servers(impatientServer("stand-in", gitHub.url()));

        var run = build(Result.SUCCESS, RECORD + ", credentialsId: 'app'");

        jenkins.assertLogContains("The credential \"app\" cannot give its token now: the App is not installed", run);
        jenkins.assertLogContains("still being delivered", run);
        assertThat(gitHub.received(), empty());
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void theUseOfACredentialIsTracked() throws Exception {
        var run = build(Result.SUCCESS, RECORD);

        var credential = CredentialsProvider.findCredentialById("token", StringCredentials.class, run, List.of());
        var usages = CredentialsProvider.getOrCreateFingerprintOf(credential)
                .getRangeSet(run.getParent().getFullName());
        assertThat(usages.includes(run.getNumber()), is(true));
    }

    private void refused(WorkflowJob job, String error) throws Exception {
        var run = build(Result.FAILURE, job);

        assertThat(
                message(run, "ERROR: "),
                is(
                        "ERROR: The deployment cannot be recorded, nothing was sent. One thing is wrong:\n  - credentialsId: "
                                + error));
        assertThat(gitHub.received(), empty());
        jenkins.assertLogNotContains("\tat ", run);
    }

    private static Folder folder(Credentials credentials) throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(credentials))}));
        return folder;
    }

    private static Domain domain(String host) {
        return new Domain("domain of " + host, null, List.of(new HostnameSpecification(host, null)));
    }

    /** A credential that cannot provide its secret now. */
    private static final class Broken extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {

        private static final long serialVersionUID = 1L;

        Broken(String id) {
            super(CredentialsScope.GLOBAL, id, null);
        }

        @Override
        public String getUsername() {
            return "app";
        }

        @Override
        public Secret getPassword() {
            throw new IllegalArgumentException("the App is not installed");
        }
    }
}
