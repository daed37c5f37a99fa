package io.jenkins.plugins.deploymentrecord.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;

/** The configuration of a freestyle project is kept unchanged by forms, config.xml, REST and Job DSL. */
class StoredConfigurationTest extends JenkinsWithStandIn {

    private static DeploymentForm full() {
        var form = new DeploymentForm();
        form.setOrganization("octo-org");
        form.setName("shop <b>&amp;");
        form.setDigest(DIGEST);
        form.setVersion("1.4.2");
        form.setStatus("decommissioned");
        form.setLogicalEnvironment("production");
        form.setPhysicalEnvironment("eu-central-1");
        form.setCluster("blue");
        form.setDeploymentName("shop-web");
        form.setGithubRepository("octo-org/shop");
        form.setTags(List.of(new Tag("team", "shop"), new Tag("data.class", "public")));
        form.setRuntimeRisks(List.of("internet-exposed", "sensitive-data"));
        form.setServer("stand-in");
        form.setCredentialsId("token");
        form.setResultOnError("UNSTABLE");
        form.setDryRun(true);
        return form;
    }

    @Test
    void theFormOfTheBuildStepKeepsEveryField() throws Exception {
        var before = new RecordDeploymentBuilder(full());

        var after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before, after);
    }

    @Test
    void theFormOfThePostBuildActionKeepsEveryField() throws Exception {
        var before = new RecordDeploymentRecorder(full());
        before.setMinimumResult("UNSTABLE");

        var after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before, after);
    }

    @Test
    void anEmptyFormIsSavedAsAnEmptyForm() throws Exception {
        var before = new RecordDeploymentBuilder(new DeploymentForm());

        var after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before, after);
    }

    /** An empty list differs from an absent list: it removes the values that GitHub has. */
    @Test
    void emptyListsAreSavedAsEmptyLists() throws Exception {
        DeploymentForm form = full();
        form.setTags(List.of());
        form.setRuntimeRisks(List.of());

        DeploymentForm after =
                jenkins.configRoundtrip(new RecordDeploymentBuilder(form)).getDeployment();

        assertThat(after.getTags(), is(List.of()));
        assertThat(after.getRuntimeRisks(), is(List.of()));
    }

    /** Variables are not among the choices of a list, but are valid values. */
    @Test
    void variablesInFieldsWithChoicesAreKept() throws Exception {
        DeploymentForm form = full();
        form.setStatus("$STATUS");
        form.setRuntimeRisks(List.of("sensitive-data", "$RISK"));
        form.setServer("$SERVER");
        form.setCredentialsId("$CREDENTIAL");
        form.setResultOnError("$RESULT");
        var before = new RecordDeploymentBuilder(form);

        var after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before, after);
    }

    @Test
    void restKeepsEveryFieldOfAFreestyleProject() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new RecordDeploymentBuilder(full()));
        String before = project.getConfigFile().asString();
        try (var client = jenkins.createWebClient()) {
            var request = new WebRequest(client.createCrumbedUrl(project.getUrl() + "config.xml"), HttpMethod.POST);
            request.setAdditionalHeader("Content-Type", "application/xml");
            request.setRequestBody(before);
            client.getPage(request);
        }

        assertThat(
                jenkins.jenkins
                        .getItemByFullName(project.getFullName(), FreeStyleProject.class)
                        .getConfigFile()
                        .asString(),
                is(before));
    }

    /** An editor or an earlier version may have written a file with missing and unknown fields. */
    @Test
    void aConfigXmlWithMissingAndUnknownFieldsLoads() throws Exception {
        String xml = """
                <project>
                  <builders>
                    <io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder>
                      <deployment>
                        <name>shop</name>
                        <someday>later</someday>
                      </deployment>
                    </io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder>
                    <io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder/>
                  </builders>
                  <publishers>
                    <io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentRecorder>
                      <minimumResult>BROKEN</minimumResult>
                    </io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentRecorder>
                  </publishers>
                </project>
                """;

        var project = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "old", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        DeploymentForm form =
                project.getBuildersList().get(RecordDeploymentBuilder.class).getDeployment();
        assertThat(form.getName(), is("shop"));
        assertThat(form.getStatus(), is("deployed"));
        assertThat(form.getResultOnError(), is("FAILURE"));
        assertThat("none were given", form.getTags(), is(nullValue()));
        assertThat("none were given", form.getRuntimeRisks(), is(nullValue()));
        assertThat(
                project.getBuildersList()
                        .getAll(RecordDeploymentBuilder.class)
                        .get(1)
                        .getDeployment()
                        .getName(),
                is(nullValue()));
        var action = project.getPublishersList().get(RecordDeploymentRecorder.class);
        assertThat(action.getMinimumResult(), is("SUCCESS"));
        assertThat(action.getDeployment().getStatus(), is("deployed"));
    }

    @Test
    void jobDslCreatesABuildStepAndAPostBuildAction() throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        var dsl = new ExecuteDslScripts();
        dsl.setUseScriptText(true);
        dsl.setScriptText("""
                freeStyleJob('made-by-dsl') {
                    steps {
                        recordDeployment {
                            deployment {
                                name('shop')
                                artifact('target/shop.jar')
                                logicalEnvironment('production')
                                deploymentName('shop-web')
                                runtimeRisks(['internet-exposed'])
                                tags {
                                    tag {
                                        key('team')
                                        value('shop')
                                    }
                                }
                            }
                        }
                    }
                    publishers {
                        recordDeployment {
                            deployment {
                                name('shop')
                                image('shop@%s')
                            }
                            minimumResult('UNSTABLE')
                        }
                    }
                }
                """.formatted(DIGEST));
        seed.getBuildersList().add(dsl);

        jenkins.buildAndAssertSuccess(seed);

        var made = jenkins.jenkins.getItemByFullName("made-by-dsl", FreeStyleProject.class);
        DeploymentForm step =
                made.getBuildersList().get(RecordDeploymentBuilder.class).getDeployment();
        assertThat(step.getArtifact(), is("target/shop.jar"));
        assertThat(step.getRuntimeRisks(), contains("internet-exposed"));
        assertThat(step.getTags().get(0).getValue(), is("shop"));
        var action = made.getPublishersList().get(RecordDeploymentRecorder.class);
        assertThat(action.getMinimumResult(), is("UNSTABLE"));
        assertThat(action.getDeployment().getImage(), is("shop@" + DIGEST));
    }
}
