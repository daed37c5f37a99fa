package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordClusterDeploymentsBuilder;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentRecorder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the values that a build gets from the folders around its job. */
class FolderDefaultsTest extends JobsInFolders {

    @Test
    void valuesComeFromTheFormThenTheNearestFolderThenTheOuterFolderThenTheController() throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setLogicalEnvironment("of the controller");
        defaults.setPhysicalEnvironment("of the controller");
        defaults.setCluster("of-the-controller");
        defaults.setGithubRepository("controllers");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        Folder outer = folder(values -> {
            values.setOrganization("outer-org");
            values.setPhysicalEnvironment("of the outer folder");
            values.setCluster("of-the-outer-folder");
            values.setGithubRepository("outers");
        });
        Folder inner = folder(outer, values -> {
            values.setCluster("of-the-inner-folder");
            values.setGithubRepository("inners");
        });

        build(Result.SUCCESS, job(inner, MINIMAL + ", githubRepository: 'own'"));

        assertThat(organization(), is("outer-org"));
        assertThat(body().get("logical_environment").textValue(), is("of the controller"));
        assertThat(body().get("physical_environment").textValue(), is("of the outer folder"));
        assertThat(body().get("cluster").textValue(), is("of-the-inner-folder"));
        assertThat(body().get("github_repository").textValue(), is("own"));
    }

    @Test
    void anErrorInAnArgumentOfTheStepIsNotBlamedOnTheFolder() throws Exception {
        Folder folder = folder(values -> values.setCluster("of-the-folder"));

        String error = refusal(job(folder, RECORD + ", cluster: ['x']"));

        assertThat(error, containsString("- cluster: is not a string"));
        assertThat(error, not(containsString("comes from")));
    }

    @Test
    void aQueryIgnoresTheFoldersRepository() throws Exception {
        Folder folder = folder(values -> values.setGithubRepository("$REPOSITORY"));

        build(Result.SUCCESS, job(folder, "listDeploymentRecords digest: '" + DIGEST + "'"));
    }

    /** {@code config.xml} and Job DSL can set such values in a folder. */
    @ParameterizedTest
    @CsvSource({
        "credentialsId, ${TOKEN}, names the variable \"TOKEN\"; the values of a folder are taken as they are",
        "cluster, ${JOB_NAME}, names the variable \"JOB_NAME\"; the values of a folder are taken as they are",
        "organization, octo-org/shop, has characters that are not allowed",
        "githubRepository, a/b/c, is a repository of"
    })
    void anInvalidFolderValueIsAnErrorThatNamesTheFolder(String field, String value, String problem) throws Exception {
        String xml = """
                <com.cloudbees.hudson.plugins.folder.Folder>
                  <properties>
                    <io.jenkins.plugins.deploymentrecord.form.FolderDefaultsProperty>
                      <%1$s>%2$s</%1$s>
                    </io.jenkins.plugins.deploymentrecord.form.FolderDefaultsProperty>
                  </properties>
                </com.cloudbees.hudson.plugins.folder.Folder>
                """.formatted(field, value);
        var folder = (Folder) jenkins.jenkins.createProjectFromXML(
                "of-xml-" + field, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        addGlobally(token("chosen", OTHER));
        WorkflowJob job = job(folder, RECORD);
        job.addProperty(new ParametersDefinitionProperty(
                new CredentialsParameterDefinition("TOKEN", null, "chosen", StringCredentials.class.getName(), true)));

        String error = refusal(job);

        assertThat(error, containsString("One thing is wrong:\n  - " + field + ": " + problem));
        assertThat(error, containsString("; the value comes from the folder \"of-xml-" + field + '"'));
    }

    @Test
    void eachStepAndEachFormUsesTheFoldersDefaults() throws Exception {
        Folder folder = keep(
                folder(values -> {
                    values.setOrganization("team-org");
                    values.setCredentialsId("team");
                    values.setLogicalEnvironment("staging");
                    values.setCluster("shop-eu-1");
                }),
                token("team", OTHER));
        var form = form();
        form.setLogicalEnvironment(null);
        var cluster = new ClusterForm();
        cluster.setDeployments("[{\"name\": \"shop\", \"digest\": \"" + DIGEST + "\", \"deploymentName\": \"api\"}]");
        cluster.setGithubRepository("shop");
        FreeStyleProject freestyle = freestyle(folder);
        freestyle.getBuildersList().add(new RecordDeploymentBuilder(form));
        freestyle.getBuildersList().add(new RecordClusterDeploymentsBuilder(cluster));
        freestyle.getPublishersList().add(new RecordDeploymentRecorder(form));

        build(Result.SUCCESS, job(folder, MINIMAL + "\n" + CLUSTER.replace("shop-web", "shop-db")));
        jenkins.buildAndAssertSuccess(freestyle);

        assertThat(
                requests().stream()
                        .map(request -> request.get("path").textValue())
                        .toList(),
                everyItem(startsWith("/orgs/team-org/")));
        assertThat(requests().size(), is(5));
        assertThat(requests().toString(), not(containsString(TOKEN)));
        assertThat(bodies().toString(), not(containsString("production")));
    }

    /** A default environment would hide records. */
    @Test
    void listingRecordsUsesTheFoldersOrganizationAndCredentialButNoEnvironment() throws Exception {
        Folder folder = keep(
                folder(values -> {
                    values.setOrganization("team-org");
                    values.setCredentialsId("team");
                    values.setLogicalEnvironment("staging");
                    values.setCluster("${NOT_USED}");
                }),
                token("team", OTHER));

        WorkflowRun run = build(
                Result.SUCCESS,
                job(folder, RECORD + ", cluster: 'blue'\necho \"${listDeploymentRecords(digest: '" + DIGEST + "')}\""));

        jenkins.assertLogContains("logicalEnvironment:production", run);
        assertThat(gitHub.reads(), everyItem(startsWith("/orgs/team-org/")));
        assertThat(gitHub.readHeaders("Authorization"), contains("Bearer " + OTHER));
    }

    @Test
    void aBuildDoesNotWaitIfTheFolderDisablesWaiting() throws Exception {
        Folder folder = folder(values -> values.setWait(false));
        FreeStyleProject freestyle = freestyle(folder);
        freestyle.getBuildersList().add(new RecordDeploymentBuilder(form()));
        var hold = gitHub.hold();

        var run = build(Result.SUCCESS, job(folder, RECORD));
        var build = jenkins.buildAndAssertSuccess(freestyle);

        hold.release();
        jenkins.assertLogContains("still being delivered", run);
        jenkins.assertLogContains("still being delivered", build);
    }

    @Test
    void aBuildWaitsIfItsStepOrANearerFolderEnablesWaiting() throws Exception {
        Folder outer = folder(values -> values.setWait(false));
        Folder inner = folder(outer, values -> values.setWait(true));

        jenkins.assertLogContains("[record 1001]", build(Result.SUCCESS, job(outer, RECORD + ", wait: true")));
        jenkins.assertLogContains("[record 1002]", build(Result.SUCCESS, job(inner, RECORD.replace("-web", "-api"))));
    }

    @Test
    void theDryRunNamesTheFolderWhoseDefaultsItUses() throws Exception {
        Folder outer = folder(values -> values.setOrganization("team-org"));
        Folder inner = folder(outer, values -> {
            values.setCluster("blue");
            values.setWait(false);
        });

        WorkflowRun run = build(Result.SUCCESS, job(inner, RECORD + ", dryRun: true"));

        assertThat(message(run, "The folder"), startsWith("""
                The folder "%s" gives: organization
                The folder "%s" gives: cluster, wait
                Dry run, nothing is sent. This request would be sent to team-org at """.formatted(outer.getFullName(), inner.getFullName())));
        jenkins.assertLogContains(
                "The folder \"" + inner.getFullName() + "\" gives: cluster",
                build(
                        Result.SUCCESS,
                        script(
                                inner.createProject(WorkflowJob.class, "cluster"),
                                CLUSTER + ", logicalEnvironment: 'production', dryRun: true")));
    }

    /** Errors use the folder's new name. */
    @Test
    void aFolderThatIsRenamedReloadedOrCopiedKeepsItsDefaults() throws Exception {
        Folder folder = folder(values -> {
            values.setServer("stand-in");
            values.setOrganization("team-org");
            values.setCluster("$NAME");
            values.setWait(false);
        });
        folder.renameTo("renamed");
        folder.doReload();
        jenkins.jenkins.copy((Folder) jenkins.jenkins.getItem("renamed"), "copy");

        for (String name : List.of("renamed", "copy")) {
            var kept = jenkins.jenkins.getItemByFullName(name, Folder.class);
            var values = kept.getProperties().get(FolderDefaultsProperty.class).values(name);
            assertThat(
                    values,
                    is(new FolderDefaults(name, "stand-in", "team-org", null, null, null, "$NAME", null, false)));
            assertThat(refusal(job(kept, RECORD)), containsString("; the value comes from the folder \"" + name + '"'));
        }
    }

    /** An editor, REST or Job DSL may send such a file. Blank values become null, and unknown values are ignored. */
    @Test
    void aFoldersFileWithBlankAndUnknownValuesLoads() throws Exception {
        Folder folder = folder(values -> values.setCluster("blue"));
        String xml = folder.getConfigFile()
                .asString()
                .replace("<cluster>blue</cluster>", "<cluster> </cluster><organization/><someday>later</someday>");

        folder.updateByXml(new StreamSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));

        var values = folder.getProperties().get(FolderDefaultsProperty.class).values("");
        assertThat(values.isEmpty(), is(true));
        assertThat(values.waits(), is(nullValue()));
    }
}
