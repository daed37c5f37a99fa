package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.MoreCollectors;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.FolderDefaultsProperty;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMRetriever;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.SingleFileSCM;

/** The examples in README.md and docs work without changes. */
class DocumentedExamplesTest extends JenkinsWithStandIn {

    /** The first line of an example that is a file of a Pipeline library. */
    private static final Pattern LIBRARY_FILE = Pattern.compile("// (vars/\\S+)\n");

    private static final Pattern CALLS_TOOLS = Pattern.compile("\\bsh[ (]['\"(r]");

    @TempDir
    static Path tools;

    @BeforeAll
    static void putToolsOnThePath() throws Exception {
        StandInTools.install(tools);
    }

    @AfterAll
    static void takeToolsOffThePath() {
        StandInTools.uninstall();
    }

    @BeforeEach
    void refuseUnknownArtifacts() {
        gitHub.refuseUnknownArtifacts();
    }

    @AfterEach
    void forgetLibrariesAndProxy() throws Exception {
        GlobalLibraries.get().setLibraries(List.of());
        jenkins.jenkins.setProxy(null);
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void aDocumentedPipelineRecordsADeployment(String script) throws Exception {
        if (script.contains("@Library")) {
            addLibrary();
        }

        buildOnBranch("main", job(script));

        if (!script.contains("dryRun: true")) {
            assertThat(gitHub.records(), is(not(empty())));
        }
        if (CALLS_TOOLS.matcher(script).find()) {
            for (JsonNode record : gitHub.records()) {
                assertThat(record.get("digest").textValue(), is(in(StandInTools.digestsOfTheRegistry())));
            }
        }
    }

    private static void buildOnBranch(String branch, WorkflowJob job) throws Exception {
        var variable =
                new ParametersAction(List.of(new StringParameterValue("BRANCH_NAME", branch)), Set.of("BRANCH_NAME"));
        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, variable));
    }

    private static void addLibrary() throws Exception {
        String file = groovy().map(Named::getPayload)
                .filter(block -> LIBRARY_FILE.matcher(block).lookingAt())
                .collect(MoreCollectors.onlyElement());
        Matcher name = LIBRARY_FILE.matcher(file);
        assertThat(name.lookingAt(), is(true));
        var library = new LibraryConfiguration("deployments", new SCMRetriever(new SingleFileSCM(name.group(1), file)));
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));
    }

    @Test
    void otherBranchesThanMainRecordNothing() throws Exception {
        String script = only("branch 'main'");

        buildOnBranch("feature", job(script));

        assertThat(gitHub.received(), is(empty()));
    }

    /** It decommissions only deployments that the same job has recorded. */
    @Test
    void removedReleaseIsDecommissioned() throws Exception {
        WorkflowJob job = job(only("helm upgrade"));
        buildOnBranch("main", job);
        buildOnBranch("main", script(job, only("helm uninstall")));

        List<String> statuses = bodies().stream()
                .map(body -> body.findValue("status").textValue())
                .toList();
        assertThat(statuses, is(List.of("deployed", "decommissioned")));
    }

    @Test
    void namesOfTheTrackerAreWritten() throws Exception {
        buildOnBranch("main", job(only("{namespace}/{workload}/{container}")));

        assertThat(body().findValue("deployment_name").textValue(), is("shop/web/web"));
    }

    @Test
    void wrapperOfALibraryRefusesAMisspeltParameter() throws Exception {
        addLibrary();

        WorkflowRun run = build(Result.UNSTABLE, only("@Library") + ", clustr: 'shop-eu-1'");

        jenkins.assertLogContains("did you mean cluster?", run);
        assertThat(gitHub.received(), is(empty()));
    }

    private static String only(String part) throws IOException {
        return groovy().map(Named::getPayload)
                .filter(block -> block.contains(part))
                .map(String::strip)
                .collect(MoreCollectors.onlyElement());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aDocumentedConfigurationLoads(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));

        assertThat(DeploymentRecordsConfiguration.get().findServer("github.com").orElse(null), is(notNullValue()));
        if (yaml.contains("folder(")) {
            assertIsTheTeams("team-a");
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void documentedJobDslCreatesAJob(String dsl) throws Exception {
        runDsl(dsl);

        assertIsTheShop(jenkins.jenkins.getItemByFullName("deploy-shop", FreeStyleProject.class));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void documentedJobDslCreatesAFolder(String dsl) throws Exception {
        runDsl(dsl);

        assertIsTheTeams("team-a");
    }

    private static void runDsl(String dsl) throws Exception {
        var script = new ExecuteDslScripts();
        script.setUseScriptText(true);
        script.setScriptText(dsl);
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        seed.getBuildersList().add(script);

        jenkins.buildAndAssertSuccess(seed);
    }

    @ParameterizedTest
    @MethodSource("buildSteps")
    void documentedConfigXmlLoads(String xml) throws Exception {
        String project = "<project><builders>" + xml + "</builders></project>";

        assertIsTheShop((FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "from-xml", new ByteArrayInputStream(project.getBytes(StandardCharsets.UTF_8))));
    }

    private static void assertIsTheTeams(String folder) throws Exception {
        var made = jenkins.jenkins.getItemByFullName(folder, Folder.class);
        var values = made.getProperties().get(FolderDefaultsProperty.class);
        assertThat(values.getOrganization(), is("octo-org"));
        assertThat(values.getCredentialsId(), is("team-a-deployments"));
        made.delete();
    }

    private static void assertIsTheShop(FreeStyleProject project) {
        DeploymentForm form =
                project.getBuildersList().get(RecordDeploymentBuilder.class).getDeployment();
        assertThat(form.getName(), is("shop"));
        assertThat(form.getArtifact(), is("target/shop.jar"));
        assertThat(form.getLogicalEnvironment(), is("production"));
        assertThat(form.getDeploymentName(), is("shop-web-app"));
    }

    static Stream<Named<String>> jobs() throws IOException {
        return examples("text").filter(block -> block.getPayload().startsWith("freeStyleJob"));
    }

    static Stream<Named<String>> folders() throws IOException {
        return examples("text").filter(block -> block.getPayload().startsWith("folder("));
    }

    static Stream<Named<String>> buildSteps() throws IOException {
        return examples("xml");
    }

    static Stream<Named<String>> pipelines() throws IOException {
        return groovy().filter(
                        block -> !LIBRARY_FILE.matcher(block.getPayload()).lookingAt())
                // see removedReleaseIsDecommissioned
                .filter(block -> !block.getPayload().contains("helm uninstall"));
    }

    private static Stream<Named<String>> groovy() throws IOException {
        return examples("groovy");
    }

    static Stream<Named<String>> configurations() throws IOException {
        return examples("yaml");
    }

    private static Stream<Named<String>> examples(String language) throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            return Stream.concat(
                    Stream.of(Path.of("README.md")),
                    pages.filter(page -> page.toString().endsWith(".md")).sorted())
                    .flatMap(page -> examples(page, language))
                    .toList()
                    .stream();
        }
    }

    private static Stream<Named<String>> examples(Path page, String language) {
        try {
            return Pattern.compile("(?ms)^( *)```" + language + "\n(.*?)^ *```$")
                    .matcher(Files.readString(page))
                    .results()
                    .map(block -> Named.of(
                            page + " at " + block.start(), block.group(2).replaceAll("(?m)^" + block.group(1), "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
