package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A deployment's name that changes from build to build is sent with a warning, since GitHub keeps a record for each
 * name.
 */
class ChangingNameTest extends JenkinsWithStandIn {

    private static final String WARNING = "WARNING: the deployment name ";

    private static String named(String name) {
        return RECORD.replace("'shop-web'", name);
    }

    private static int warnings(String log) {
        return log.split(WARNING, -1).length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shop-${env.BUILD_NUMBER}\"",
                "'shop-$BUILD_NUMBER'",
                "'shop-1.4.2', version: '1.4.2'",
                "'shop-9fceb02d0ae598e95dc970b74767f19372d61af8'"
            })
    void aChangingNameCausesAWarning(String name) throws Exception {
        var run = build(Result.SUCCESS, named(name));

        assertThat(warnings(JenkinsRule.getLog(run)), is(1));
    }

    @Test
    void aChangingNameCausesOneWarningInEachBuild() throws Exception {
        var job = job("parallel(['a', 'b', 'c'].collectEntries { c -> [(c): { " + named("\"shop-${env.BUILD_NUMBER}\"")
                + ", cluster: c }]})");

        assertThat(warnings(JenkinsRule.getLog(build(Result.SUCCESS, job))), is(1));
        assertThat(warnings(JenkinsRule.getLog(build(Result.SUCCESS, job))), is(1));
    }

    @Test
    void aChangingNameCausesAWarningInADryRun() throws Exception {
        assertThat(warnings(JenkinsRule.getLog(build(Result.SUCCESS, named("'shop-1'") + ", dryRun: true"))), is(1));
    }

    /** A decommissioning ends a record that exists under that name. */
    @Test
    void aDecommissioningCausesNoWarningAboutAChangingName() throws Exception {
        var run = build(Result.SUCCESS, named("\"shop-${env.BUILD_NUMBER}\"") + ", status: 'decommissioned'");

        assertThat(warnings(JenkinsRule.getLog(run)), is(0));
    }

    /** Once for each build, with the nearest allowed name. */
    @Test
    void aClusterNameThatGitHubRefusesInClusterRequestsCausesAWarning() throws Exception {
        var log = JenkinsRule.getLog(build(
                Result.SUCCESS,
                "for (name in ['shop/eu', 'shop/us', 'shop-1']) { " + named("\"shop-${name}\"") + ", cluster: name }"));

        assertThat(log.split("WARNING: the cluster's name ", -1).length - 1, is(1));
        assertThat(log, containsString("the nearest name that fits: shop-eu"));
    }

    @Test
    void aNameThatDoesNotChangeCausesNoWarning() throws Exception {
        assertThat(warnings(JenkinsRule.getLog(build(Result.SUCCESS, RECORD + ", version: '1.4.2'"))), is(0));
    }
}
