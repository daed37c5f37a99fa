package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.form.JenkinsProcess;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.github.Hold;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The end of a build after an error, for each {@link Peer} that waits for GitHub: {@code mvn -P benchmark test
 * -Dtest=PeersFailures}. Prints a row of the table in docs/peers.md for each peer.
 */
class PeersFailures {

    private static final String VALID = JenkinsWithStandIn.DIGEST;
    private static final String INVALID = "sha256:1bb1e949e55d";

    @RegisterExtension
    private final RealJenkinsExtension process = JenkinsProcess.create().withTimeout(600);

    @ParameterizedTest
    @EnumSource(names = {"RECORD_DEPLOYMENT", "HTTP_REQUEST", "CURL"})
    void failures(Peer peer) throws Throwable {
        process.startJenkins();
        List<String> row = List.of(
                outcome(peer, VALID, gitHub -> {}),
                outcome(peer, VALID, gitHub -> gitHub.answerNext(429, Map.of("Retry-After", "1"), "{}")),
                outcome(peer, VALID, gitHub -> gitHub.answerNext(503, Map.of(), "")),
                outcome(peer, INVALID, gitHub -> {}),
                outcome(peer, VALID, GitHubStandIn::loseNextAnswer),
                outcomeOfKill(peer));
        System.out.println("| `" + peer.title + "` | " + String.join(" | ", row) + " |");
    }

    @FunctionalInterface
    private interface Failure {
        void prepare(GitHubStandIn gitHub);
    }

    private String outcome(Peer peer, String digest, Failure failure) throws Throwable {
        try (var gitHub = GitHubStandIn.start()) {
            failure.prepare(gitHub);
            process.runRemotely(PeersFailures::begin, gitHub.url(), peer.script(gitHub.url(), digest));
            return outcome(gitHub, process.runRemotely(PeersFailures::result));
        }
    }

    /** Kills Jenkins while GitHub has the request, and lets GitHub process it after that. */
    private String outcomeOfKill(Peer peer) throws Throwable {
        try (var gitHub = GitHubStandIn.start()) {
            Hold hold = gitHub.hold();
            process.runRemotely(PeersFailures::begin, gitHub.url(), peer.script(gitHub.url(), VALID));
            hold.awaitArrival();
            process.stopJenkinsForcibly();
            hold.release();
            process.startJenkins();
            return outcome(gitHub, process.runRemotely(PeersFailures::result));
        }
    }

    private static String outcome(GitHubStandIn gitHub, String result) {
        return result + ", requests: " + gitHub.received().size() + ", records at GitHub: "
                + gitHub.records().size();
    }

    private static void begin(JenkinsRule jenkins, String url, String script) throws Throwable {
        JenkinsWithStandIn.connect(JenkinsWithStandIn.patientServer("stand-in", url));
        JenkinsWithStandIn.script(jenkins.createProject(WorkflowJob.class), script)
                .scheduleBuild2(0)
                .waitForStart();
    }

    /** Returns the result of the last build after its end. */
    private static String result(JenkinsRule jenkins) throws Throwable {
        Run<?, ?> last = jenkins.jenkins.getAllItems(WorkflowJob.class).stream()
                .map(WorkflowJob::getLastBuild)
                .max(java.util.Comparator.comparingLong(Run::getStartTimeInMillis))
                .orElseThrow();
        System.out.println(JenkinsRule.getLog(jenkins.waitForCompletion(last)));
        return String.valueOf(last.getResult());
    }
}
