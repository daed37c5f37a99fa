package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests that the settings of an administrator survive a restart. */
class ConfigurationPersistenceTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void theConfigurationSurvivesARestart() throws Throwable {
        sessions.then(jenkins -> {
            var configuration = DeploymentRecordsConfiguration.get();
            configuration.setServers(List.of(
                    JenkinsWithStandIn.server("first", "https://api.octo.ghe.com"),
                    new DeploymentRecordServer("second")));
            var defaults = new DeploymentDefaults();
            defaults.setCluster("blue");
            configuration.setDefaults(defaults);
            configuration.setTimeoutSeconds(30);
        });

        sessions.then(jenkins -> {
            var configuration = DeploymentRecordsConfiguration.get();
            DeploymentRecordServer first = configuration.findServer(null).orElseThrow();
            assertThat(first.getName(), is("first"));
            assertThat(first.getApiUrl(), is("https://api.octo.ghe.com"));
            assertThat(first.getOrganization(), is("octo-org"));
            assertThat(first.getCredentialsId(), is("token"));
            assertThat(configuration.findServer("second").orElseThrow().getApiUrl(), is("https://api.github.com"));
            assertThat(configuration.getDefaults().getCluster(), is("blue"));
            assertThat(configuration.getDefaults().getLogicalEnvironment(), nullValue());
            assertThat(configuration.getTimeoutSeconds(), is(30));
        });
    }

    @Test
    void deletedSettingsStayDeletedAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            DeploymentRecordsConfiguration.get().setServers(List.of(new DeploymentRecordServer("first")));
            DeploymentRecordsConfiguration.get().setServers(List.of());
            DeploymentRecordsConfiguration.get().setDefaults(new DeploymentDefaults());
        });

        sessions.then(jenkins -> {
            assertThat(DeploymentRecordsConfiguration.get().getServers(), empty());
            assertThat(DeploymentRecordsConfiguration.get().getDefaults(), nullValue());
        });
    }
}
