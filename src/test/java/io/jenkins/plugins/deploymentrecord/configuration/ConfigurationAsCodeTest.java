package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the servers and defaults as code. */
@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {

    @TempDir
    private Path directory;

    private static String exported() throws Exception {
        var context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode node = Util.getUnclassifiedRoot(context).get("deploymentRecords");
        return node == null ? "" : Util.toYamlString(node).strip();
    }

    @Test
    @ConfiguredWithCode("full.yaml")
    void theConfigurationIsReadFromCode(JenkinsConfiguredWithCodeRule jenkins) {
        var configuration = DeploymentRecordsConfiguration.get();

        List<DeploymentRecordServer> servers = configuration.getServers();
        assertThat(servers, hasSize(2));
        assertThat(servers.get(0).getName(), is("github.com"));
        assertThat(servers.get(0).getApiUrl(), is("https://api.github.com"));
        assertThat(servers.get(0).getOrganization(), is("octo-org"));
        assertThat(servers.get(0).getCredentialsId(), is("token"));
        assertThat(servers.get(1).getName(), is("data-residency"));
        assertThat(servers.get(1).getApiUrl(), is("https://api.octo.ghe.com"));
        assertThat(servers.get(1).getOrganization(), nullValue());
        assertThat(configuration.getDefaults().getLogicalEnvironment(), is("production"));
        assertThat(configuration.getDefaults().getPhysicalEnvironment(), is("eu-central-1"));
        assertThat(configuration.getDefaults().getCluster(), is("blue"));
        assertThat(configuration.getDefaults().getGithubRepository(), is("SCM"));
        assertThat(configuration.getTimeoutSeconds(), is(30));
        assertThat(configuration.getEnvironmentOrder(), is("dev, staging, production"));
    }

    @Test
    @ConfiguredWithCode("full.yaml")
    void theConfigurationIsExportedAsItWasRead(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        String expected = Util.toStringFromYamlFile(this, "full-exported.yaml").strip();
        assertThat(exported(), is(expected));

        apply("unclassified:\n  deploymentRecords:\n" + expected.indent(4));
        assertThat(exported(), is(expected));
    }

    @Test
    @ConfiguredWithCode("full.yaml")
    void theConfigurationMatchesTheSchema(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        assertThat(Util.validateSchema(Util.convertYamlFileToJson(this, "full.yaml")), empty());
    }

    /** An administrator who never opened the page finds none of its settings in the export. */
    @Test
    void anUntouchedConfigurationIsNotExported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        assertThat(exported().replaceAll("\\s", ""), is("{}"));

        jenkins.configRoundtrip();

        assertThat(exported().replaceAll("\\s", ""), is("{}"));
    }

    @Test
    void aRepeatedServerNameIsRefused(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        assertThat(
                refusal("[{name: github.com}, {name: ' github.com '}]"),
                containsString("is given twice: \"github.com\"; each server needs a name of its own"));
    }

    @Test
    void aMissingServerNameIsRefused(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        assertThat(
                refusal("[{name: ' ', apiUrl: 'https://api.octo.ghe.com'}]"),
                containsString(
                        "is missing for the server at https://api.octo.ghe.com; jobs call a server by its name"));
    }

    @Test
    void everyErrorOfTheConfigurationIsReported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        String refusal = refusal("""
                [{name: plain, apiUrl: 'http://github.example'}, {name: login, apiUrl: 'https://me:secret@github.example'}, \
                {name: page, organization: 'octo-org/shop'}]""");

        assertThat(refusal, containsString("plain.apiUrl: Plain http would expose the token on the network"));
        assertThat(refusal, containsString("login.apiUrl: This is not a URL that can be called"));
        assertThat(refusal, containsString("page.organization: has characters that are not allowed"));
    }

    @Test
    @ConfiguredWithCode("full.yaml")
    void aRefusedConfigurationChangesNothing(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        String before = exported();

        refusal("[{name: other}, {name: other}]");

        assertThat(exported(), is(before));
    }

    @Test
    void aTimeOutThatIsOutOfRangeIsRefused(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        var refused = assertThrows(
                ConfiguratorException.class, () -> apply("unclassified: {deploymentRecords: {timeoutSeconds: 0}}"));

        assertThat(allMessages(refused), containsString("300"));
        assertThat(DeploymentRecordsConfiguration.get().getTimeoutSeconds(), nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev, staging, Dev", "dev, \u202edorp"})
    @ConfiguredWithCode("full.yaml")
    void anInvalidOrderOfEnvironmentsIsRefusedAndChangesNothing(String order, JenkinsConfiguredWithCodeRule jenkins)
            throws Exception {
        var refused = assertThrows(
                ConfiguratorException.class,
                () -> apply("unclassified: {deploymentRecords: {environmentOrder: \"" + order + "\"}}"));

        assertThat(allMessages(refused), containsString("environmentOrder: has "));
        assertThat(DeploymentRecordsConfiguration.get().getEnvironmentOrder(), is("dev, staging, production"));
    }

    /** The keys are those in docs/configuration-as-code.md. A key that is left out stays unchanged. */
    @Test
    @ConfiguredWithCode("full.yaml")
    void eachConfigurationKeyCanBeReset(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        var configuration = DeploymentRecordsConfiguration.get();
        apply("unclassified: {deploymentRecords: {timeoutSeconds: ''}}");
        assertThat(configuration.getTimeoutSeconds(), nullValue());
        assertThat(configuration.getDefaults().getCluster(), is("blue"));

        apply("unclassified: {deploymentRecords: {environmentOrder: ''}}");
        assertThat(configuration.getEnvironmentOrder(), nullValue());

        apply("unclassified: {deploymentRecords: {defaults: {cluster: green}}}");
        assertThat(configuration.getDefaults().getCluster(), is("green"));
        assertThat(configuration.getDefaults().getLogicalEnvironment(), nullValue());

        apply("unclassified: {deploymentRecords: {defaults: {}}}");
        assertThat(configuration.getDefaults(), nullValue());
        assertThat(configuration.getServers(), hasSize(2));

        apply("unclassified: {deploymentRecords: {servers: []}}");
        assertThat(configuration.getServers(), empty());
        assertThat(exported().replaceAll("\\s", ""), is("{}"));
    }

    @Test
    @ConfiguredWithCode("full.yaml")
    void anOmittedKeyOfAServerIsReset(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        apply("unclassified: {deploymentRecords: {servers: [{name: github.com}]}}");

        DeploymentRecordServer server =
                DeploymentRecordsConfiguration.get().getServers().get(0);
        assertThat(server.getApiUrl(), is("https://api.github.com"));
        assertThat(server.getOrganization(), nullValue());
        assertThat(server.getCredentialsId(), nullValue());
        assertThat(server.getWaitSeconds(), nullValue());
        assertThat(server.getRequestsPerMinute(), nullValue());
    }

    /** Each key is validated separately, and Jenkins sets one key after another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "servers: [{name: new}], timeoutSeconds: 0",
                "servers: [{name: new}], defaults: {cluster: '\u200b'}",
                "servers: [{name: new}], defaults: {githubRepository: a/b/c}",
                "defaults: {cluster: green}, timeoutSeconds: 301",
                "defaults: {cluster: green}, servers: [{name: a}, {name: a}]",
                "timeoutSeconds: 20, servers: [{name: ''}]"
            })
    void aRefusedYamlFileChangesNeitherMemoryNorTheSavedFile(String keys, JenkinsConfiguredWithCodeRule jenkins)
            throws Exception {
        apply(
                "unclassified: {deploymentRecords: {servers: [{name: old}], defaults: {cluster: blue}, timeoutSeconds: 30}}");
        String before = exported();

        assertThrows(ConfiguratorException.class, () -> apply("unclassified: {deploymentRecords: {" + keys + "}}"));

        assertThat(exported(), is(before));
        DeploymentRecordsConfiguration.get().load();
        assertThat(exported(), is(before));
    }

    private String refusal(String servers) throws Exception {
        return allMessages(assertThrows(
                ConfiguratorException.class,
                () -> apply("unclassified: {deploymentRecords: {servers: " + servers + "}}")));
    }

    private void apply(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configure(Files.writeString(directory.resolve("jenkins.yaml"), yaml)
                        .toString());
    }

    private static String allMessages(Throwable thrown) {
        var messages = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
