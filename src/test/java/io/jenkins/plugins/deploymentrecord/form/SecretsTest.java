package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The token goes only to GitHub. */
class SecretsTest extends JenkinsWithStandIn {

    /** A token whose characters are allowed everywhere, even in a host name. */
    private static final String PLAIN = "correct.horse.battery.staple";

    /** Proves that the other tests would find a leak. */
    @Test
    void leaksFindsATokenInPlainTextAndInBase64(@TempDir Path directory) throws Exception {
        Path plain = Files.writeString(directory.resolve("plain"), "a\0" + TOKEN + "\0b");
        Path encoded = Files.writeString(
                directory.resolve("encoded"),
                Base64.getEncoder().encodeToString(("Bearer " + TOKEN + "\n").getBytes(StandardCharsets.UTF_8)));
        Files.writeString(directory.resolve("clean"), "****");

        assertThat(Leaks.of(TOKEN, directory).stream().sorted().toList(), is(List.of(encoded, plain)));
    }

    @Test
    void theTokenDoesNotLeakAfterASuccess() throws Exception {
        var run = build(Result.SUCCESS, "def value = " + RECORD.replaceFirst(" ", "(") + ")\necho \"$value\"");

        assertThat(sentToken(), is(TOKEN));
        nothingLeaked(run);
    }

    @Test
    void theTokenDoesNotLeakAfterADryRun() throws Exception {
        nothingLeaked(build(Result.SUCCESS, RECORD + ", dryRun: true"));
    }

    static List<Arguments> echoes() {
        return List.of(
                Arguments.of(401, Map.of(), "{\"message\": \"Bad credentials: Bearer " + PLAIN + "\"}"),
                Arguments.of(403, Map.of(), "{\"message\": {\"cause\": \"" + PLAIN + "\"}}"),
                Arguments.of(422, Map.of(), "{\"message\": \"no\", \"errors\": [{\"value\": \"" + PLAIN + "\"}]}"),
                Arguments.of(500, Map.of(), "<html><title>" + PLAIN + "</title></html>"),
                Arguments.of(302, Map.of("Location", "https://" + PLAIN + ".example/" + PLAIN), ""),
                Arguments.of(404, Map.of("x-github-request-id", PLAIN), "{}"),
                Arguments.of(200, Map.of(), PLAIN));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void theTokenDoesNotLeakIfAnErrorEchoesIt(int status, Map<String, String> headers, String body) throws Exception {
        addGlobally(token("plain", PLAIN));
        gitHub.answerNext(status, headers, body);

        servers(impatientServer("stand-in", gitHub.url()));

        // other errors lead to another attempt
        boolean isRefused = List.of(302, 403, 422).contains(status);
        var run = build(isRefused ? Result.FAILURE : Result.SUCCESS, RECORD + ", credentialsId: 'plain'");

        assertThat(requests().get(0).at("/headers/authorization/0").textValue(), is("Bearer " + PLAIN));
        if (isRefused) {
            jenkins.assertLogContains("****", run);
        }
        nothingLeaked(run);
    }

    @Test
    void theTokenDoesNotLeakAfterAnUnstableBuild() throws Exception {
        gitHub.answerNext(422, Map.of(), "{\"message\": \"Odd: " + TOKEN + "\"}");

        nothingLeaked(build(Result.UNSTABLE, RECORD + ", resultOnError: 'UNSTABLE'"));
    }

    /** The step's result contains GitHub's answer. */
    @Test
    void theTokenDoesNotLeakIfARecordEchoesIt() throws Exception {
        gitHub.answerNext(200, Map.of(), """
                {"total_count": 1, "deployment_records": [{
                  "id": 1, "digest": "%1$s", "logical_environment": "production", "deployment_name": "shop-web",
                  "created_at": "%2$s", "updated_at": "%2$s"}]}
                """.formatted(DIGEST, TOKEN));

        nothingLeaked(build(Result.SUCCESS, "def value = " + RECORD.replaceFirst(" ", "(") + ")\necho \"$value\""));
    }

    /** The Pipeline's state is saved while the step waits. */
    @Test
    void theTokenDoesNotLeakWhileTheStepWaits() throws Exception {
        servers(patientServer("stand-in", gitHub.url()));
        var hold = gitHub.hold();
        var run = start(job(RECORD));
        hold.awaitArrival();
        Path state = run.getRootDir().toPath().resolve("program.dat");
        await("the state is saved", () -> Files.exists(state));

        assertThat(Leaks.of("shop-web", run.getRootDir().toPath()), hasItem(state));
        nothingLeaked(run);

        hold.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void theTokenDoesNotLeakToAnAgent() throws Exception {
        var agent = jenkins.createOnlineSlave();
        var run = build(Result.SUCCESS, """
                node('%s') {
                    writeFile file: 'shop.jar', text: 'the content'
                    recordDeployment name: 'shop', artifact: 'shop.jar', logicalEnvironment: 'production',
                        deploymentName: 'shop-web'
                }
                """.formatted(agent.getNodeName()));

        Path root = Path.of(agent.getRootPath().getRemote());
        assertThat(Leaks.of("the content", root), not(empty()));
        assertThat(Leaks.of(TOKEN, root), empty());
        nothingLeaked(run);
    }

    private static void nothingLeaked(WorkflowRun run) throws Exception {
        assertThat(Leaks.of("recordDeployment", run.getRootDir().toPath()), not(empty()));
        for (String directory : List.of("jobs", "fingerprints", "logs")) {
            Path path = jenkins.jenkins.getRootDir().toPath().resolve(directory);
            if (Files.exists(path)) {
                assertThat(Leaks.of(TOKEN, path), empty());
                assertThat(Leaks.of(PLAIN, path), empty());
            }
        }
    }
}
