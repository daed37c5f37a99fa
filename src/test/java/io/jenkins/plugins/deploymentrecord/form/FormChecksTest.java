package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the messages of the form as it is filled in: required fields, defaults, and fields that exclude each other. */
class FormChecksTest extends JenkinsWithStandIn {

    private static final String NONE = "is missing; one of digest (sha256:...), ";

    private DeploymentFormDescriptor form;
    private FreeStyleProject job;

    @BeforeEach
    void open() throws Exception {
        form = (DeploymentFormDescriptor) jenkins.jenkins.getDescriptorOrDie(DeploymentForm.class);
        job = jenkins.createFreeStyleProject();
    }

    private static void assertError(FormValidation check, String text) {
        assertThat(check.kind, is(FormValidation.Kind.ERROR));
        assertThat(check.getMessage(), containsString(text));
    }

    private static void assertOk(FormValidation check) {
        assertThat(check.kind, is(FormValidation.Kind.OK));
        assertThat(check.getMessage(), is(nullValue()));
    }

    private static void assertDefault(FormValidation check, String value, String origin) {
        assertThat(check.kind, is(FormValidation.Kind.OK));
        assertThat(check.getMessage(), is("The default is used: " + value + ", from " + origin));
    }

    @Test
    void aNameIsRequiredUnlessAnImageOrADigestFileProvidesIt() {
        assertError(form.doCheckName(job, " ", "", ""), "is missing; 1 to 256 characters are needed");
        assertOk(form.doCheckName(job, "", "ghcr.io/octo/shop@" + DIGEST, ""));
        assertOk(form.doCheckName(job, "", "$IMAGE", ""));
        assertOk(form.doCheckName(job, "", "", "target/jib-image.json"));
        assertOk(form.doCheckName(job, "shop", "", ""));
        assertOk(form.doCheckName(job, "$NAME", "", ""));
    }

    @Test
    void aDeploymentNameIsRequired() {
        assertError(form.doCheckDeploymentName(job, "", ""), "is missing; 1 to 256 characters are needed");
        assertOk(form.doCheckDeploymentName(job, "shop-web", ""));
    }

    @Test
    void aLogicalEnvironmentIsRequiredUnlessThereIsADefault() {
        assertError(form.doCheckLogicalEnvironment(job, ""), "is missing; 1 to 128 characters are needed");

        var defaults = new DeploymentDefaults();
        defaults.setLogicalEnvironment("production");
        defaults.setCluster("blue");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);

        assertDefault(form.doCheckLogicalEnvironment(job, ""), "production", "the defaults of the controller");
        assertDefault(form.doCheckCluster(job, ""), "blue", "the defaults of the controller");
        assertOk(form.doCheckPhysicalEnvironment(job, ""));
        assertOk(form.doCheckLogicalEnvironment(job, "staging"));
    }

    @Test
    void theRepositoryMayBeScmInTheFormAndInTheDefaults() {
        assertOk(form.doCheckGithubRepository(job, "", "octo-org", ""));
        FormValidation check = form.doCheckGithubRepository(job, "SCM", "octo-org", "");
        assertThat(check.kind, is(FormValidation.Kind.OK));
        assertThat(check.getMessage(), is("The repository of the organization that the build checks out"));

        var defaults = new DeploymentDefaults();
        defaults.setGithubRepository("SCM");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);

        assertDefault(form.doCheckGithubRepository(job, "", "octo-org", ""), "SCM", "the defaults of the controller");
        assertOk(form.doCheckGithubRepository(job, "shop", "octo-org", ""));
        assertError(form.doCheckGithubRepository(job, "other/shop", "octo-org", ""), "is a repository of");
    }

    @Test
    void anOrganizationIsRequiredUnlessTheServerHasADefault() {
        DeploymentRecordServer bare = server("bare");
        bare.setOrganization(null);
        servers(server("stand-in"), bare);

        assertDefault(form.doCheckOrganization(job, "", ""), "octo-org", "the server stand-in");
        assertDefault(form.doCheckOrganization(job, "", "stand-in"), "octo-org", "the server stand-in");
        assertError(form.doCheckOrganization(job, "", "bare"), "is missing; 1 to 100 characters are needed");
        assertOk(form.doCheckOrganization(job, "", "$SERVER"));
    }

    @Test
    void anArtifactIsRequired() {
        assertError(form.doCheckDigest(job, "", "", "", ""), NONE);
        assertOk(form.doCheckArtifact(job, "", "", "", ""));
        assertOk(form.doCheckImage(job, "", "", "", ""));
        assertOk(form.doCheckDigestFile(job, "", "", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:0123456789012345678901234567890123456789012345678901234567890123", "$DIGEST"})
    void aSingleFieldThatNamesTheArtifactIsEnough(String digest) {
        assertOk(form.doCheckDigest(job, digest, "", "", ""));
        assertOk(form.doCheckArtifact(job, "", digest, "", ""));
        assertOk(form.doCheckImage(job, "", digest, "", ""));
    }

    /** Both fields are marked, in whichever order they were typed. */
    @Test
    void twoFieldsThatNameTheArtifactAreBothMarked() {
        String both = "the artifact is given more than once, as digest, image";
        assertError(form.doCheckDigest(job, "$DIGEST", "", "", "$IMAGE"), both);
        assertError(form.doCheckImage(job, "$IMAGE", "$DIGEST", "", ""), both);
        assertOk(form.doCheckArtifact(job, "", "$DIGEST", "", "$IMAGE"));

        assertError(
                form.doCheckDigestFile(job, "out/digest", "", "", "$IMAGE"),
                "the artifact is given more than once, as digestFile, image");

        String others = "the artifact is given more than once, as artifact, image";
        assertOk(form.doCheckDigest(job, "", "", "a.jar", "$IMAGE"));
        assertError(form.doCheckArtifact(job, "a.jar", "", "", "$IMAGE"), others);
        assertError(form.doCheckImage(job, "$IMAGE", "", "", "a.jar"), others);
    }

    @Test
    void aTextThatIsTooLongIsNotExpanded() {
        String text = "$$".repeat(2_000_000);
        assertError(form.doCheckVersion(job, text), "has more than 4096 characters");
        assertError(form.doCheckImage(job, text, "", "", ""), "has more than 4096 characters");
    }

    @Test
    void theFirstOptionNamesTheDefaultServer() {
        servers(server("github.com"), server("second"));

        assertThat(
                names(form.doFillServerItems(job, "")),
                contains("github.com (the first server)", "github.com", "second"));
    }

    @Test
    void theFirstOptionShowsThatNoServerExists() {
        servers();

        assertThat(names(form.doFillServerItems(job, "")), contains("(no server is set up)"));
    }

    @Test
    void theFirstOptionNamesTheDefaultCredential() throws Exception {
        addGlobally(new StringCredentialsImpl(
                CredentialsScope.GLOBAL, "described", "Deployments", Secret.fromString(TOKEN)));
        DeploymentRecordServer second = server("second");
        second.setCredentialsId("described");
        servers(server("stand-in"), second);

        assertThat(defaultCredential(""), is("token (the credential of the server stand-in)"));
        assertThat(defaultCredential("second"), is("Deployments (the credential of the server second)"));
    }

    @ParameterizedTest
    @CsvSource({"$SERVER", "gone"})
    void theFirstOptionDoesNotNameTheCredentialOfAnUnknownServer(String server) {
        assertThat(defaultCredential(server), is("(the credential of the folder or the server)"));
        assertOk(form.doCheckCredentialsId(job, "", server));
    }

    @Test
    void aCredentialIsRequiredUnlessTheServerHasADefault() {
        DeploymentRecordServer bare = server("bare");
        bare.setCredentialsId(null);
        servers(server("stand-in"), bare);

        assertOk(form.doCheckCredentialsId(job, "", ""));
        assertThat(defaultCredential("bare"), is("(none: the server bare has no credential)"));
        assertError(
                form.doCheckCredentialsId(job, "", "bare"),
                "neither the job, its folders nor the server names a credential");
    }

    /** A folder's credential with the ID of the server's credential is used instead of the server's credential. */
    @Test
    void theFirstOptionNamesTheFoldersCredentialWithTheServersId() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(new StringCredentialsImpl(
                            CredentialsScope.GLOBAL, "token", "The folder's", Secret.fromString(TOKEN))))
        }));
        job = folder.createProject(FreeStyleProject.class, "job");

        assertThat(defaultCredential(""), is("The folder's (the credential of the server stand-in)"));
    }

    @Test
    void aDeletedCredentialStaysChosen() {
        ListBoxModel options = form.doFillCredentialsIdItems(job, "", "gone");

        assertThat(options.stream().map(option -> option.value).toList(), hasItem("gone"));
        assertThat(options.get(0).value, is(""));
    }

    private String defaultCredential(String server) {
        ListBoxModel.Option first =
                form.doFillCredentialsIdItems(job, server, "").get(0);
        assertThat(first.value, is(""));
        return first.name;
    }

    private static List<String> names(ListBoxModel model) {
        return model.stream().map(option -> option.name).toList();
    }
}
