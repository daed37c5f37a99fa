package io.jenkins.plugins.deploymentrecord.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests <em>Reload Configuration from Disk</em> after a backup was restored. */
class ConfigurationReloadTest extends JenkinsWithStandIn {

    private static Path file() {
        return new File(jenkins.jenkins.getRootDir(), DeploymentRecordsConfiguration.class.getName() + ".xml").toPath();
    }

    private static DeploymentRecordsConfiguration configuration() {
        return DeploymentRecordsConfiguration.get();
    }

    @Test
    void aReloadReadsTheRestoredFile() throws Exception {
        servers(server("restored"));
        String backup = Files.readString(file());
        servers(server("first"), server("second"));
        var defaults = new DeploymentDefaults();
        defaults.setCluster("blue");
        configuration().setDefaults(defaults);
        configuration().setTimeoutSeconds(30);
        Files.writeString(file(), backup);

        jenkins.jenkins.reload();

        assertThat(configuration().getServers(), hasSize(1));
        assertThat(configuration().getServers().get(0).getName(), is("restored"));
        assertThat(configuration().getDefaults(), is(nullValue()));
        assertThat(configuration().getTimeoutSeconds(), is(nullValue()));
    }

    @Test
    void theFirstSaveAfterAReloadKeepsTheRestoredFile() throws Exception {
        servers(server("restored"));
        String backup = Files.readString(file());
        servers(server("other"));
        Files.writeString(file(), backup);

        jenkins.jenkins.reload();
        configuration().setTimeoutSeconds(30);

        assertThat(Files.readString(file()), containsString("<name>restored</name>"));
    }

    @Test
    void aReloadWithoutAFileRemovesAllSettings() throws Exception {
        configuration().setTimeoutSeconds(30);
        Files.delete(file());

        jenkins.jenkins.reload();

        assertThat(configuration().getServers(), is(empty()));
        assertThat(configuration().getTimeoutSeconds(), is(nullValue()));
    }

    /** An interrupted copy leaves half a file. */
    @Test
    void aReloadOfAnUnreadableFileChangesNothing() throws Exception {
        String half = Files.readString(file());
        Files.writeString(file(), half.substring(0, half.length() / 2));

        jenkins.jenkins.reload();

        assertThat(configuration().getServers(), hasSize(1));
        assertThat(configuration().getServers().get(0).getName(), is("stand-in"));
    }

    @Test
    void jobsUseTheRestoredServersAfterAReload() throws Exception {
        servers(server("restored"));
        String backup = Files.readString(file());
        servers(server("other"));
        Files.writeString(file(), backup);

        jenkins.jenkins.reload();

        build(Result.SUCCESS, RECORD + ", server: 'restored'");
    }

    /** Adding an agent notifies the same listeners, but is not a reload. */
    @Test
    void addingAnAgentDoesNotReloadTheConfiguration() throws Exception {
        writeUnderneath("<name>elsewhere</name>");

        jenkins.createSlave();

        assertThat(configuration().getServers().get(0).getName(), is("stand-in"));
    }

    private static void writeUnderneath(String name) throws IOException {
        Files.writeString(file(), Files.readString(file()).replace("<name>stand-in</name>", name));
    }
}
