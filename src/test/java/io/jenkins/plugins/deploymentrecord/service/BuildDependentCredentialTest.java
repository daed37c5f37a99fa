package io.jenkins.plugins.deploymentrecord.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A GitHub App's credential that infers its owner from the build's job, with a record that waits longer than its build
 * runs.
 */
class BuildDependentCredentialTest extends JenkinsWithStandIn {

    private static volatile boolean isGitHubDown;

    private WorkflowRun run;

    @BeforeEach
    void aBuildEndsWhileGitHubGivesNoToken() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(new InferringApp(null));
        isGitHubDown = true;
        run = build(Result.SUCCESS, RECORD + ", credentialsId: 'app', wait: false");
        await(
                "a look-up has failed",
                () -> !snapshot().entries().getFirst().failures().isEmpty());
    }

    private static OutboxSnapshot snapshot() throws Exception {
        return OutboxService.outbox().snapshot(entry -> true, 0, 10).get();
    }

    private static void retry() throws Exception {
        OutboxService.outbox().retryNow(entry -> true, false).get();
    }

    @Test
    void theTokenIsInferredFromTheJobAfterTheBuildHasEnded() throws Exception {
        isGitHubDown = false;
        retry();

        await("it is recorded", () -> gitHub.records().size() == 1);
        assertThat(sentToken(), is("ghs_of_" + run.getParent().getName()));
    }

    @Test
    void theTokenIsInferredFromAnotherBuildIfTheBuildWasDeleted() throws Exception {
        var another = build(Result.FAILURE, script(run.getParent(), "error 'no deployment'"));
        run.delete();
        isGitHubDown = false;
        retry();

        await("it is recorded", () -> gitHub.records().size() == 1);
        assertThat(sentToken(), is("ghs_of_" + another.getParent().getName()));
    }

    @Test
    void theRecordIsRefusedIfTheJobHasNoBuildsButNotWhileGitHubIsDown() throws Exception {
        run.delete();
        retry();
        await("a look-up without a build has failed", () -> {
            var failures = snapshot().entries().getFirst().failures();
            return failures.size() > 1 && !failures.getLast().text().contains("for a build");
        });
        assertThat(snapshot().failures(), empty());

        isGitHubDown = false;
        retry();

        await("it has ended", () -> snapshot().total() == 0);
        assertThat(
                snapshot().failures().getFirst().result().message(),
                containsString("The credential \"app\" infers its access from a build, and the job has no build left: "
                        + "the owner could not be inferred"));
        assertThat(gitHub.received(), empty());
    }

    /** A credential that works like that of the GitHub Branch Source plugin. */
    private static final class InferringApp extends BaseStandardCredentials
            implements StandardUsernamePasswordCredentials {

        private static final long serialVersionUID = 1L;

        private final String job;

        InferringApp(String job) {
            super(CredentialsScope.GLOBAL, "app", null);
            this.job = job;
        }

        @Override
        public Credentials forRun(Run<?, ?> context) {
            return new InferringApp(context.getParent().getName());
        }

        @Override
        public String getUsername() {
            return "12345";
        }

        @Override
        public Secret getPassword() {
            if (isGitHubDown) {
                throw new IllegalArgumentException(
                        "no token" + (job == null ? "" : " for a build"), new IOException("GitHub is down"));
            }
            if (job == null) {
                throw new IllegalStateException("the owner could not be inferred");
            }
            return Secret.fromString("ghs_of_" + job);
        }
    }
}
