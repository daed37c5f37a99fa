package io.jenkins.plugins.deploymentrecord;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in README.md and docs work without changes. */
class DocumentedExamplesTest extends JenkinsWithStandIn {

    @ParameterizedTest
    @MethodSource("pipelines")
    void aDocumentedPipelineRecordsADeployment(String script) throws Exception {
        gitHub.refuseUnknownArtifacts();

        jenkins.buildAndAssertSuccess(job(script));

        if (!script.contains("dryRun: true")) {
            assertThat(gitHub.records(), is(not(empty())));
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aDocumentedConfigurationLoads(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));

        assertThat(DeploymentRecordsConfiguration.get().findServer("github.com").orElse(null), is(notNullValue()));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void documentedJobDslCreatesAJob(String dsl) throws Exception {
        var script = new ExecuteDslScripts();
        script.setUseScriptText(true);
        script.setScriptText(dsl);
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        seed.getBuildersList().add(script);

        jenkins.buildAndAssertSuccess(seed);

        assertIsTheShop(jenkins.jenkins.getItemByFullName("deploy-shop", FreeStyleProject.class));
    }

    @ParameterizedTest
    @MethodSource("buildSteps")
    void documentedConfigXmlLoads(String xml) throws Exception {
        String project = "<project><builders>" + xml + "</builders></project>";

        assertIsTheShop((FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "from-xml", new ByteArrayInputStream(project.getBytes(StandardCharsets.UTF_8))));
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

    static Stream<Named<String>> buildSteps() throws IOException {
        return examples("xml");
    }

    static Stream<Named<String>> pipelines() throws IOException {
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
