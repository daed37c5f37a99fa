package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
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
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordClusterDeploymentsBuilder;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.Stapler;

/** Tests the form of a folder's defaults, and the forms of jobs that show these defaults. */
class FolderFormTest extends JenkinsWithStandIn {

    private FolderDefaultsPropertyDescriptor form;
    private DeploymentFormDescriptor jobForm;
    private Folder outer;
    private Folder inner;
    private FreeStyleProject job;

    @BeforeEach
    void nest() throws Exception {
        form = (FolderDefaultsPropertyDescriptor) jenkins.jenkins.getDescriptorOrDie(FolderDefaultsProperty.class);
        jobForm = (DeploymentFormDescriptor) jenkins.jenkins.getDescriptorOrDie(DeploymentForm.class);
        outer = jenkins.createProject(Folder.class);
        inner = outer.createProject(Folder.class, "inner");
        job = inner.createProject(FreeStyleProject.class, "job");
        DeploymentRecordServer second = server("second");
        second.setOrganization("second-org");
        servers(server("stand-in"), second);
    }

    private static FolderDefaultsProperty full(Boolean wait) {
        var property = new FolderDefaultsProperty();
        property.setServer("second");
        property.setOrganization("team-org");
        property.setCredentialsId("token");
        property.setLogicalEnvironment("production");
        property.setPhysicalEnvironment("eu-central-1");
        property.setCluster("shop-eu-1");
        property.setGithubRepository("SCM");
        property.setWait(wait);
        return property;
    }

    private static FolderDefaultsProperty property(Folder folder) {
        return folder.getProperties().get(FolderDefaultsProperty.class);
    }

    private static void save(Folder folder) throws Exception {
        try (var web = jenkins.createWebClient()) {
            jenkins.submit(web.getPage(folder, "configure").getFormByName("config"));
        }
    }

    private static List<String> names(ListBoxModel model) {
        return model.stream().map(option -> option.name).toList();
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }

    private static void assertDefault(FormValidation check, String value, String origin) {
        assertThat(check.kind, is(FormValidation.Kind.OK));
        assertThat(text(check), is("The default is used: " + value + ", from " + origin));
    }

    private static void assertError(FormValidation check, String text) {
        assertThat(check.kind, is(FormValidation.Kind.ERROR));
        assertThat(text(check), containsString(text));
    }

    private static String text(FormValidation check) {
        return check.getMessage().replace("&quot;", "\"");
    }

    @Test
    void theFoldersFormKeepsEveryValue() throws Exception {
        outer.addProperty(full(false));

        save(outer);

        assertThat(property(outer).values(""), is(full(false).values("")));
    }

    /** If the form replaced a deleted server, another server would receive the records. */
    @Test
    void theFoldersFormKeepsADeletedServerAndCredential() throws Exception {
        var property = new FolderDefaultsProperty();
        property.setServer("gone");
        property.setCredentialsId("gone, too");
        outer.addProperty(property);

        save(outer);

        assertThat(property(outer).getServer(), is("gone"));
        assertThat(property(outer).getCredentialsId(), is("gone, too"));
        assertThat("an untouched choice is none", property(outer).getWait(), is(nullValue()));
    }

    @Test
    void anUntouchedFoldersFormAddsNoPropertyAndAnEmptiedFormRemovesIt() throws Exception {
        save(outer);
        assertThat(property(outer), is(nullValue()));

        var property = new FolderDefaultsProperty();
        property.setCluster("blue");
        outer.addProperty(property);
        try (var web = jenkins.createWebClient()) {
            HtmlForm page = web.getPage(outer, "configure").getFormByName("config");
            page.getInputByName("_.cluster").setValue("");
            jenkins.submit(page);
        }
        assertThat(property(outer), is(nullValue()));
    }

    @Test
    void aFoldersFormWithInvalidValuesIsRefusedWithAllErrors() throws Exception {
        outer.addProperty(full(false));
        try (var web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlForm page = web.getPage(outer, "configure").getFormByName("config");
            page.getInputByName("_.cluster").setValue("${JOB_BASE_NAME}");
            page.getInputByName("_.organization").setValue("octo-org/shop");

            String answer = jenkins.submit(page).getWebResponse().getContentAsString();

            assertThat(
                    answer,
                    allOf(
                            containsString("Nothing was saved"),
                            containsString("organization: has characters that are not allowed"),
                            containsString("cluster: names the variable")));
        }
        assertThat(property(outer).values(""), is(full(false).values("")));
    }

    /** A script that does not know this plugin sends such a post. */
    @Test
    void aPostWithoutTheFoldersDefaultsKeepsThem() throws Exception {
        outer.addProperty(full(null));

        jenkins.executeOnServer(() -> {
            outer.getProperties()
                    .rebuild(
                            Stapler.getCurrentRequest2(),
                            new JSONObject(),
                            outer.getDescriptor().getPropertyDescriptors());
            return null;
        });

        assertThat(property(outer).getOrganization(), is("team-org"));
    }

    @Test
    void aMultibranchProjectHasTheFormOfAFolder() throws Exception {
        var project = jenkins.createProject(WorkflowMultiBranchProject.class);
        project.addProperty(full(true));

        try (var web = jenkins.createWebClient()) {
            jenkins.submit(web.getPage(project, "configure").getFormByName("config"));
        }

        assertThat(
                project.getProperties().get(FolderDefaultsProperty.class).values(""),
                is(full(true).values("")));
    }

    @Test
    void eachBlankFieldShowsItsDefaultAndTheOrigin() throws Exception {
        outer.addProperty(full(false));
        String origin = "the folder \"" + outer.getFullName() + '"';

        assertDefault(jobForm.doCheckOrganization(job, "", ""), "team-org", origin);
        assertDefault(jobForm.doCheckOrganization(job, "", "stand-in"), "octo-org", "the server stand-in");
        assertDefault(jobForm.doCheckLogicalEnvironment(job, ""), "production", origin);
        assertDefault(jobForm.doCheckPhysicalEnvironment(job, ""), "eu-central-1", origin);
        assertDefault(jobForm.doCheckCluster(job, ""), "shop-eu-1", origin);
        assertDefault(jobForm.doCheckGithubRepository(job, "", "", ""), "SCM", origin);
        assertThat(names(jobForm.doFillServerItems(job, "")).get(0), is("second (the server of " + origin + ")"));
        assertThat(
                names(jobForm.doFillCredentialsIdItems(job, "", "")).get(0),
                is("token (the credential of " + origin + ")"));
        assertThat(
                names(jobForm.doFillWaitItems(job, "")),
                contains("Do not wait (as " + origin + " says)", "Wait for GitHub's answer", "Do not wait"));
        assertThat(
                "the Snippet Generator of the folder itself",
                text(jobForm.doCheckCluster(outer, "")),
                containsString(origin));
    }

    @Test
    void theFormOfAnInnerFolderShowsTheOuterDefaults() throws Exception {
        outer.addProperty(full(false));
        inner.addProperty(full(true));
        String origin = "the folder \"" + outer.getFullName() + '"';

        assertDefault(form.doCheckOrganization(inner, "", ""), "team-org", origin);
        assertDefault(form.doCheckOrganization(inner, "", "stand-in"), "octo-org", "the server stand-in");
        assertDefault(form.doCheckLogicalEnvironment(inner, ""), "production", origin);
        assertDefault(form.doCheckPhysicalEnvironment(inner, ""), "eu-central-1", origin);
        assertDefault(form.doCheckCluster(inner, ""), "shop-eu-1", origin);
        assertDefault(form.doCheckGithubRepository(inner, ""), "SCM", origin);
        assertThat(names(form.doFillServerItems(inner, "")).get(0), is("second (the server of " + origin + ")"));
        assertThat(names(form.doFillWaitItems(inner, "")).get(0), is("Do not wait (as " + origin + " says)"));
        assertThat(names(form.doFillWaitItems(outer, "")).get(0), is("Wait for GitHub's answer (the default)"));
        assertThat(form.doCheckOrganization(outer, "", "").getMessage(), containsString("the server stand-in"));
        assertThat(form.doCheckCluster(outer, "").getMessage(), is(nullValue()));
    }

    @Test
    void aDeletedServerIsMarkedForUsersWhoMayConfigureTheFolder() throws Exception {
        var property = new FolderDefaultsProperty();
        property.setServer("gone");
        outer.addProperty(property);
        String origin = "the folder \"" + outer.getFullName() + '"';

        assertThat(
                names(jobForm.doFillServerItems(job, "")).get(0),
                is("gone (the server of " + origin + ", which does not exist)"));
        String error = "there is no server of the name that " + origin + " gives; given: \"gone\"; allowed: stand-in, "
                + "second";
        assertError(jobForm.doCheckServer(job, ""), error);
        assertError(form.doCheckServer(inner, ""), error);
        assertError(form.doCheckServer(outer, "gone"), "there is no server of this name; given: \"gone\"");
    }

    @Test
    void aVariableInAFoldersDefaultIsAnError() {
        assertError(form.doCheckCluster(outer, "$CLUSTER"), "names the variable \"CLUSTER\"");
        assertError(form.doCheckCredentialsId(outer, "${TOKEN}", ""), "names the variable \"TOKEN\"");
        assertError(form.doCheckGithubRepository(outer, "$REPOSITORY"), "names the variable \"REPOSITORY\"");
        assertError(form.doCheckOrganization(outer, "@", ""), "has characters that are not allowed");
    }

    @Test
    void aFoldersFormOffersCredentialsOfTheFolderAndItsParentsOnly() throws Exception {
        keep(outer, "of-the-outer-folder");
        keep(inner, "of-the-folder");
        keep(jenkins.createProject(Folder.class), "of-another-folder");
        addGlobally(new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", null, Secret.fromString(TOKEN)));

        assertThat(
                values(form.doFillCredentialsIdItems(inner, "", "")).stream()
                        .sorted()
                        .toList(),
                contains("", "of-the-folder", "of-the-outer-folder", "token"));
        assertThat(
                values(form.doFillCredentialsIdItems(outer, "", "")),
                allOf(hasItem("of-the-outer-folder"), not(hasItem("of-the-folder"))));
        assertThat(form.doCheckCredentialsId(inner, "of-the-folder", "second").kind, is(FormValidation.Kind.OK));
        for (String id : List.of("of-another-folder", "system")) {
            assertThat(id, form.doCheckCredentialsId(inner, id, "second").kind, is(FormValidation.Kind.WARNING));
        }
        assertError(form.doCheckCredentialsId(inner, "of-the-folder", ""), "names no server");
    }

    private static void keep(Folder folder, String id) throws Exception {
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(token(id, TOKEN)))}));
    }

    @Test
    void theFormsOfAJobKeepTheChoiceOfWaiting() throws Exception {
        for (boolean wait : List.of(true, false)) {
            var deployment = new DeploymentForm();
            deployment.setWait(wait);
            job.getBuildersList().add(new RecordDeploymentBuilder(deployment));
        }
        job.getBuildersList().add(new RecordClusterDeploymentsBuilder(new ClusterForm()));

        jenkins.configRoundtrip(job);

        assertThat(
                job.getBuildersList().getAll(RecordDeploymentBuilder.class).stream()
                        .map(step -> step.getDeployment().getWait())
                        .toList(),
                contains(true, false));
        assertThat(
                job.getBuildersList()
                        .get(RecordClusterDeploymentsBuilder.class)
                        .getCluster()
                        .getWait(),
                is(nullValue()));
    }

    @Test
    void jobDslSetsTheDefaultsOfFolders() throws Exception {
        var dsl = new ExecuteDslScripts();
        dsl.setUseScriptText(true);
        dsl.setScriptText("""
                folder('made-by-dsl') {
                    properties {
                        deploymentRecords {
                            server('second')
                            organization('team-org')
                            credentialsId('token')
                            logicalEnvironment('production')
                            physicalEnvironment('eu-central-1')
                            cluster('shop-eu-1')
                            githubRepository('SCM')
                            wait(false)
                        }
                    }
                }
                multibranchPipelineJob('branches-made-by-dsl') {
                    properties {
                        deploymentRecords {
                            wait(true)
                        }
                    }
                }
                freeStyleJob('made-by-dsl/job') {
                    steps {
                        recordDeployment {
                            deployment {
                                wait(true)
                            }
                        }
                    }
                }
                """);
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        seed.getBuildersList().add(dsl);

        jenkins.buildAndAssertSuccess(seed);

        assertThat(
                property(jenkins.jenkins.getItemByFullName("made-by-dsl", Folder.class))
                        .values(""),
                is(full(false).values("")));
        assertThat(
                jenkins.jenkins
                        .getItemByFullName("branches-made-by-dsl", WorkflowMultiBranchProject.class)
                        .getProperties()
                        .get(FolderDefaultsProperty.class)
                        .getWait(),
                is(true));
        assertThat(
                jenkins.jenkins
                        .getItemByFullName("made-by-dsl/job", FreeStyleProject.class)
                        .getBuildersList()
                        .get(RecordDeploymentBuilder.class)
                        .getDeployment()
                        .getWait(),
                is(true));
    }

    @Test
    void thePreviewNamesTheFolderWhoseDefaultsItShows() throws Exception {
        outer.addProperty(full(null));

        String preview = new DeploymentPreview(form(), FormDefaults.of(job)).text(job);

        assertThat(
                preview,
                allOf(
                        containsString("POST /orgs/team-org/"),
                        containsString("\n\nThe folder \"" + outer.getFullName() + "\" gives: server, organization, "
                                + "credentialsId, physicalEnvironment, cluster, githubRepository")));
    }
}
