package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Leaks;
import io.jenkins.plugins.deploymentrecord.history.HistoryFile;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordsRunAction;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that cannot become a record is refused before anything is sent, with a list of all errors. */
class WrongInputTest extends JenkinsWithStandIn {

    private static final String ONE =
            "ERROR: The deployment cannot be recorded, nothing was sent. One thing is wrong:\n  - ";
    private static final String UNKNOWN =
            "is not a parameter of recordDeployment; did you mean cluster? Allowed: artifact, "
                    + "cluster, credentialsId, deploymentName, digest, digestFile, dryRun, githubRepository, image, "
                    + "logicalEnvironment, name, organization, physicalEnvironment, resultOnError, runtimeRisks, server, "
                    + "status, tags, version, wait";

    private static final String UNKNOWN_VARIABLE =
            "which this build does not have; allowed: the build's variables; a dollar sign itself is written $$";

    private String refusal(String script) throws Exception {
        var run = build(Result.FAILURE, script);
        assertThat(gitHub.received(), empty());
        jenkins.assertLogNotContains("\tat ", run);
        return message(run, "ERROR: ");
    }

    /** A server's settings were checked when they were saved, but their file may have been edited since. */
    @Test
    void refusesAServerWithAWrongSettingInItsFile() throws Exception {
        var configuration = DeploymentRecordsConfiguration.get();
        var file = new File(jenkins.jenkins.getRootDir(), DeploymentRecordsConfiguration.class.getName() + ".xml");
        String server = DeploymentRecordServer.class.getName();
        Files.writeString(
                file.toPath(),
                "<%1$s><servers><%2$s><name>edited</name><organization>octo-org</organization><waitSeconds>0</waitSeconds></%2$s></servers></%1$s>"
                        .formatted(DeploymentRecordsConfiguration.class.getName(), server));
        configuration.load();
        try {
            assertThat(
                    refusal(RECORD + ", credentialsId: 'token'"),
                    is(ONE + "server: waitSeconds: is out of range; given: 0; allowed: 1 to 86400"));
        } finally {
            configuration.setServers(List.of());
        }
    }

    /** In production, the structs plugin only warns about an unknown parameter; in tests, it throws an exception. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAnUnknownParameter(boolean strict) throws Exception {
        boolean before = DescribableModel.STRICT_PARAMETER_CHECKING;
        DescribableModel.STRICT_PARAMETER_CHECKING = strict;
        try {
            assertThat(refusal(RECORD + ", clustr: 'blue'"), is(ONE + "clustr: " + UNKNOWN));
        } finally {
            DescribableModel.STRICT_PARAMETER_CHECKING = before;
        }
    }

    @Test
    void refusesAnUnknownParameterOfATag() throws Exception {
        assertThat(
                refusal(RECORD + ", tags: [[key: 'team', vlaue: 'shop']]"),
                is(ONE + "tags: are neither a map nor a list of keys and values; given: \"{key=team, vlaue=shop}\"; "
                        + "allowed: [team: 'shop'] or [[key: 'team', value: 'shop']]"));
    }

    @Test
    void refusesAnUnknownParameterInDeclarative() throws Exception {
        var run = build(Result.FAILURE, """
                pipeline {
                    agent none
                    stages { stage('deploy') { steps { %s, clustr: 'blue' } } }
                }
                """.formatted(RECORD));

        jenkins.assertLogContains("Invalid parameter \"clustr\", did you mean \"cluster\"?", run);
        assertThat(gitHub.received(), empty());
    }

    /** Wrong names and wrong types are reported together with wrong values. */
    @Test
    void reportsAllWrongArgumentsTogether() throws Exception {
        assertThat(
                refusal(RECORD
                        + ", clustr: 'x', version: [1], dryRun: 'perhaps', tags: [a: null, '': 'b'], runtimeRisks: 'all', "
                        + "status: 'removed'"),
                is("ERROR: The deployment cannot be recorded, nothing was sent. 7 things are wrong:\n  - clustr: "
                        + UNKNOWN
                        + """

                          - version: is not a string; given: "[1]"; allowed: a string or a number
                          - dryRun: is neither true nor false; given: "perhaps"
                          - tags: the value of "a" is null; allowed: a string
                          - runtimeRisks: is not a list; given: "all"; allowed: a list such as \
                        ['internet-exposed', 'sensitive-data']
                          - status: is not a status; given: "removed"; allowed: deployed, decommissioned
                          - tags: a tag has no key; given: the value "b"; allowed: keys of 1 to 100 characters"""));
    }

    /** A parameter of a wrong type is not reported as missing, too. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            name: ['shop'], digest: '%1$s'       | name: is not a string; given: "[shop]"; allowed: a string or a number
            name: 'shop', digest: ['a', 'b']     | digest: is not a string; given: "[a, b]"; allowed: a string or a number
            image: ['a', 'b'] as String[]        | image: is not a string; given: "[a, b]"; allowed: a string or a number
            name: 'shop', image: '$IMAGE'        | image: names the variable "IMAGE", %2$s
            name: 'shop', digest: '$DIGEST'      | digest: names the variable "DIGEST", %2$s
            image: '$IMAGE'                      | image: names the variable "IMAGE", %2$s
            """)
    void doesNotReportAWrongArgumentAsMissing(String arguments, String error) throws Exception {
        assertThat(
                refusal("recordDeployment logicalEnvironment: 'production', deploymentName: 'shop-web', "
                        + arguments.formatted(DIGEST)),
                is(ONE + error.formatted(DIGEST, UNKNOWN_VARIABLE)));
    }

    /** Otherwise GitHub would store the variable's name as the version. */
    @ParameterizedTest
    @CsvSource({
        "version: '$VERISON', VERISON",
        "version: 'v${VERISON}-1', VERISON",
        "version: '${env.BUILD_NUMBER}', env.BUILD_NUMBER",
        "version: '${VERISON:-1.0}', VERISON:-1.0",
        "cluster: 'costs $5', 5"
    })
    void refusesAVariableThatTheBuildDoesNotHave(String parameter, String name) throws Exception {
        assertThat(
                refusal(RECORD + ", " + parameter),
                is(ONE + parameter.replaceFirst(":.*", "") + ": names the variable \"" + name + "\", "
                        + UNKNOWN_VARIABLE));
    }

    @Test
    void refusesVariablesInListsThatTheBuildDoesNotHave() throws Exception {
        assertThat(
                refusal(RECORD
                        + ", tags: [team: '$TAEM'], runtimeRisks: ['$RSIK', 'sensitive-data'], server: '$SREVER', "
                        + "resultOnError: '$RSEULT'"),
                is("ERROR: The deployment cannot be recorded, nothing was sent. 4 things are wrong:"
                        + "\n  - tags: names the variable \"TAEM\", " + UNKNOWN_VARIABLE
                        + "\n  - runtimeRisks: names the variable \"RSIK\", " + UNKNOWN_VARIABLE
                        + "\n  - server: names the variable \"SREVER\", " + UNKNOWN_VARIABLE
                        + "\n  - resultOnError: names the variable \"RSEULT\", " + UNKNOWN_VARIABLE));
    }

    /** Like every other refusal; the page of the job shows it, too. */
    @Test
    void aWrongArgumentIsSavedWithItsBuild() throws Exception {
        var run = build(Result.UNSTABLE, RECORD + ", clustr: 'blue', resultOnError: 'UNSTABLE'");

        var kept = run.getAction(DeploymentRecordsRunAction.class).getRecords();
        assertThat(kept.size(), is(1));
        assertThat(kept.get(0).getMessage(), containsString("One thing is wrong:\n  - clustr: " + UNKNOWN));
        assertThat(
                Histories.of(run.getParent())
                        .contents()
                        .entries()
                        .getFirst()
                        .record()
                        .message(),
                is(kept.get(0).getMessage()));
    }

    /** Such a name could forge a line of the log. */
    @Test
    void aParameterNameWithALineBreakWritesNoLineToTheLog() throws Exception {
        assertThat(
                refusal("recordDeployment(['a\\nFinished: SUCCESS': 1, name: 'shop', digest: '" + DIGEST
                        + "', logicalEnvironment: 'production', deploymentName: 'shop-web'])"),
                startsWith(ONE + "\"a Finished: SUCCESS\": is not a parameter of recordDeployment; "));
    }

    @Test
    void reportsAllErrorsOfTheRecordTogether() throws Exception {
        assertThat(refusal("""
                recordDeployment organization: 'octo/org', name: 'a' * 257, digest: 'abc', status: 'gone',
                    githubRepository: 'a b', tags: ['': 'x'], runtimeRisks: ['public'], resultOnError: 'ABORTED',
                    credentialsId: 'gone'
                """), is("""
                ERROR: The deployment cannot be recorded, nothing was sent. 11 things are wrong:
                  - resultOnError: is not a result; given: "ABORTED"; allowed: FAILURE, UNSTABLE, SUCCESS
                  - organization: has characters that are not allowed; given: "octo/org"; allowed: letters, digits, \
                hyphens and underscores
                  - name: has 257 characters, at most 256 are allowed; given: "%s…"
                  - digest: is not a SHA-256 digest; given: "abc"; allowed: sha256: and 64 hexadecimal digits
                  - status: is not a status; given: "gone"; allowed: deployed, decommissioned
                  - logicalEnvironment: is missing; 1 to 128 characters are needed
                  - deploymentName: is missing; 1 to 256 characters are needed
                  - githubRepository: has characters that are not allowed; given: "a b"; allowed: letters, digits, dots, \
                hyphens and underscores
                  - tags: a tag has no key; given: the value "x"; allowed: keys of 1 to 100 characters
                  - runtimeRisks: is not a runtime risk; given: "public"; allowed: critical-resource, internet-exposed, \
                lateral-movement, sensitive-data
                  - credentialsId: there is no credential "gone" that this build may use; looked in: the global \
                credentials of Jenkins; supported kinds: Secret text, Username with password, GitHub App""".formatted("a".repeat(60))));
    }

    @Test
    void refusesAStepWithoutParameters() throws Exception {
        assertThat(refusal("recordDeployment()"), is("""
                ERROR: The deployment cannot be recorded, nothing was sent. 4 things are wrong:
                  - digest: is missing; one of digest (sha256:...), digestFile (a file with the digest), \
                artifact (a file in the workspace) and image (name@sha256:...) is needed
                  - name: is missing; 1 to 256 characters are needed
                  - logicalEnvironment: is missing; 1 to 128 characters are needed
                  - deploymentName: is missing; 1 to 256 characters are needed"""));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            image: 'a@sha256:x'                 | digest, image
            artifact: 'a.jar'                   | digest, artifact
            artifact: 'a.jar', image: 'shop'    | digest, artifact, image
            image: 'shop', digestFile: 'digest' | digest, digestFile, image
            """, delimiter = '|')
    void refusesSeveralParametersForTheArtifact(String more, String names) throws Exception {
        assertThat(
                refusal("node { " + RECORD + ", " + more + " }"),
                is(ONE + "digest: the artifact is given more than once, as " + names
                        + "; allowed: one of digest, digestFile, artifact, image"));
    }

    @Test
    void refusesAnImageWithoutDigest() throws Exception {
        assertThat(
                refusal("recordDeployment image: 'ghcr.io/octo-org/shop:1.2', name: 'shop', "
                        + "logicalEnvironment: 'production', deploymentName: 'shop-web'"),
                is(ONE + "image: names no image by its digest; given: \"ghcr.io/octo-org/shop:1.2\"; allowed: "
                        + "registry/name@sha256: and 64 hexadecimal digits"));
    }

    /** The names of the servers are shown only to users who may configure the job; more users may read its builds. */
    @Test
    void refusesAnUnknownServerWithoutListingTheServers() throws Exception {
        servers(server("first"), server("second"));

        assertThat(
                refusal(RECORD + ", server: 'third'"),
                is(ONE
                        + "server: there is no server of this name; given: \"third\"; allowed: a server that the job's form or "
                        + "its Pipeline Syntax offers"));
    }

    @Test
    void reportsThatNoServerIsConfigured() throws Exception {
        servers();

        assertThat(refusal(RECORD), is(ONE + """
                server: no GitHub server is set up; an administrator adds one in Manage Jenkins, System, Deployment \
                records at GitHub, or as code under "unclassified: deploymentRecords: servers:\""""));
    }

    @Test
    void reportsAMissingOrganization() throws Exception {
        var server = server("stand-in");
        server.setOrganization(null);
        servers(server);

        assertThat(refusal(RECORD), is(ONE + "organization: is missing; 1 to 100 characters are needed"));
    }

    @Test
    void refusesTwoTagsWithTheSameKey() throws Exception {
        assertThat(
                refusal(RECORD + ", tags: [[key: 'a', value: '1'], [key: ' a', value: '2']]"),
                is(ONE + "tags: the key \"a\" is given twice; each key is allowed once"));
    }

    @Test
    void refusesANullAmongTheRisks() throws Exception {
        assertThat(
                refusal(RECORD + ", runtimeRisks: [null]"),
                is(ONE + "runtimeRisks: is not a string; given: null; allowed: a string or a number"));
    }

    /** The build fails with an error about the typo, and not for an unknown reason. */
    @Test
    void reportsATypoInResultOnError() throws Exception {
        assertThat(
                refusal(RECORD + ", resultOnError: 'unstable'"),
                is(ONE + "resultOnError: is not a result; given: \"unstable\"; allowed: FAILURE, UNSTABLE, SUCCESS"));
    }

    @Test
    void refusesATokenInAField() throws Exception {
        var run = build(Result.FAILURE, """
                def token = ['ghp', 'ThisIsNotARealTokenEither0123456789'].join('_')
                %s, version: token, tags: [(token): 'x'], githubRepository: "$token/x"
                """.formatted(RECORD));

        String error = message(run, "ERROR: ");
        assertThat(error, containsString("version: holds a text that looks like a GitHub token"));
        assertThat(error, not(containsString("ThisIsNotARealTokenEither")));
        assertThat(gitHub.received(), empty());
    }

    /** The token that would authorize the request is found in a field, regardless of the token's format. */
    @Test
    void refusesTheCredentialsOwnTokenInAField() throws Exception {
        addGlobally(token("plain", "correct.horse.battery.staple"));

        var run = build(
                Result.FAILURE, RECORD + ", credentialsId: 'plain', tags: [pass: 'correct.horse.battery.staple']");

        assertThat(
                message(run, "ERROR: "),
                is(ONE + "tags: contains the token of the credential itself, which GitHub would keep permanently"));
        assertThat(gitHub.received(), empty());
        assertThat(
                Leaks.of(
                        "correct.horse.battery.staple",
                        run.getRootDir().toPath().resolve(HistoryFile.NAME)),
                empty());
    }
}
