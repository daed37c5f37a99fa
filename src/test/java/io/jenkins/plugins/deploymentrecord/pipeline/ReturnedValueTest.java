package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import org.junit.jupiter.api.Test;

/** A sandboxed script can read the step's value. */
class ReturnedValueTest extends JenkinsWithStandIn {

    /** Reads each key by its name, and lists all keys. */
    private static final String SCRIPT = """
            def r = %s
            echo "value: ${r.id}; ${r.digest}; ${r.deploymentName}; ${r.logicalEnvironment}; ${r.physicalEnvironment}; \
            ${r.cluster}; ${r.status}; ${r.attestationId}; ${r['url']}; ${r.error}"
            echo "dated: ${r.createdAt == r.updatedAt} ${r.createdAt ==~ /20\\d\\d-\\d\\d-\\d\\dT.*/}"
            echo "keys: ${r.keySet().join(' ')}"
            """;

    private String script(String more) {
        return SCRIPT.formatted(RECORD.replaceFirst(" ", "(") + more + ")");
    }

    @Test
    void theValueOfARecordHasAllFields() throws Exception {
        gitHub.attest(DIGEST, 77);

        var run = build(Result.SUCCESS, script(", physicalEnvironment: 'eu-central-1', cluster: 'blue'"));

        jenkins.assertLogContains(
                "value: 1001; " + DIGEST + "; shop-web; production; eu-central-1; blue; deployed; 77; null; null", run);
        jenkins.assertLogContains("dated: true true", run);
        jenkins.assertLogContains(
                "keys: id digest deploymentName logicalEnvironment physicalEnvironment cluster status attestationId "
                        + "createdAt updatedAt url superseded pending error",
                run);
    }

    @Test
    void theValueOfADryRunHasTheFieldsOfTheRequest() throws Exception {
        var server = server("github.com");
        server.setApiUrl(null);
        servers(server);

        var run = build(Result.SUCCESS, script(", dryRun: true"));

        jenkins.assertLogContains(
                "value: null; " + DIGEST + "; shop-web; production; null; null; deployed; null; "
                        + "https://github.com/orgs/octo-org/artifacts; null",
                run);
    }

    @Test
    void theValueOfAnInvalidRecordHasTheError() throws Exception {
        var run = build(Result.SUCCESS, script(", status: 'gone', resultOnError: 'SUCCESS'"));

        assertThat(message(run, "value: "), is("""
                value: null; null; null; null; null; null; null; null; null; \
                The deployment cannot be recorded, nothing was sent. One thing is wrong:
                  - status: is not a status; given: "gone"; allowed: deployed, decommissioned"""));
    }

    /** The Pipeline may keep the value across a restart. */
    @Test
    void theValueIsSerializable() throws Exception {
        var run = build(Result.SUCCESS, """
                def r = %s)
                node { echo "in a node: ${r.id}" }
                """.formatted(RECORD.replaceFirst(" ", "(")));

        jenkins.assertLogContains("in a node: 1001", run);
    }
}
