package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import jenkins.tasks.SimpleBuildWrapper;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A value that a build's console masks is not sent, whichever plugin bound it. A filter that only adds text to a line
 * masks nothing.
 */
class ConsoleSecretsTest extends JenkinsWithStandIn {

    private static final String SECRET = "hunter2-and-more";
    private static final String NAMED = "names the variable VAULT_PSW, which holds a secret";
    private static final String MASKED = "has a value in it that this build's log masks";

    /** A line filter that a Pipeline can save. */
    private abstract static class LineFilter extends ConsoleLogFilter implements Serializable {

        private static final long serialVersionUID = 1L;

        abstract String change(String line);

        @SuppressWarnings("rawtypes") // the signature of ConsoleLogFilter
        @Override
        public OutputStream decorateLogger(Run run, OutputStream log) {
            return new LineTransformationOutputStream.Delegating(log) {
                @Override
                protected void eol(byte[] bytes, int length) throws IOException {
                    String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
                    out.write(change(line).getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }

    private static final class MaskingFilter extends LineFilter {

        private static final long serialVersionUID = 1L;

        @Override
        String change(String line) {
            return line.replace(SECRET, "****");
        }
    }

    private static final class AddingFilter extends LineFilter {

        private static final long serialVersionUID = 1L;

        @Override
        String change(String line) {
            return "\u001b[1m[2026-11-26T06:00:00.000Z]\u001b[0m " + line;
        }
    }

    /** Like the plugins for vaults: sets an environment variable, and filters the log. */
    public static final class VaultWrapper extends SimpleBuildWrapper {

        @DataBoundConstructor
        public VaultWrapper() {
            // no settings
        }

        @Override
        public void setUp(Context context, Run<?, ?> build, TaskListener listener, EnvVars initialEnvironment) {
            context.env("VAULT_PSW", SECRET);
        }

        @Override
        public boolean requiresWorkspace() {
            return false;
        }

        @Override
        public ConsoleLogFilter createLoggerDecorator(Run<?, ?> build) {
            return new MaskingFilter();
        }

        @SuppressWarnings("rawtypes") // the signature of BuildWrapper
        @Override
        public void makeSensitiveBuildVariables(AbstractBuild build, Set<String> sensitiveVariables) {
            sensitiveVariables.add("OTHER");
        }

        @TestExtension
        public static final class DescriptorImpl extends WrapperDescriptor {}
    }

    /** Adds text to the log like the plugins timestamper and ansicolor. */
    public static final class AddingWrapper extends SimpleBuildWrapper {

        @DataBoundConstructor
        public AddingWrapper() {
            // no settings
        }

        @Override
        public void setUp(Context context, Run<?, ?> build, TaskListener listener, EnvVars initialEnvironment) {
            context.env("RELEASE", "1.4.2");
        }

        @Override
        public boolean requiresWorkspace() {
            return false;
        }

        @Override
        public ConsoleLogFilter createLoggerDecorator(Run<?, ?> build) {
            return new AddingFilter();
        }

        @TestExtension
        public static final class DescriptorImpl extends WrapperDescriptor {}
    }

    private abstract static class WrapperDescriptor extends BuildWrapperDescriptor {

        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
        }
    }

    private static String in(String wrapper, String step) {
        return "wrap([$class: '" + wrapper + "']) {\n" + step + "\n}";
    }

    private void nothingIsKnown(Run<?, ?> run) throws Exception {
        assertThat(gitHub.received(), is(empty()));
        jenkins.assertLogNotContains(SECRET, run);
        var records = run.getRootDir().toPath().resolve("deployment-records.jsonl");
        assertThat(Leaks.of("cannot be recorded", records), not(empty()));
        assertThat(Leaks.of(SECRET, records), is(empty()));
        assertThat(
                Leaks.of(SECRET, run.getParent().getRootDir().toPath().resolve("deployment-records.jsonl")),
                is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$VAULT_PSW", "1.4.2-${VAULT_PSW}-x", "$vault_psw"})
    void aPipelineThatNamesAMaskedVariableIsRefused(String version) throws Exception {
        WorkflowRun run = build(Result.FAILURE, in("VaultWrapper", RECORD + ", version: '" + version + "'"));

        assertThat(message(run, "ERROR: "), containsString("version: names the variable "));
        nothingIsKnown(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: \"1-${env.VAULT_PSW}\"",
                "version: 'two\\n' + env.VAULT_PSW",
                "tags: [(env.VAULT_PSW): 'x']",
                "tags: [team: env.VAULT_PSW]",
                "runtimeRisks: [env.VAULT_PSW]",
                "githubRepository: 'octo/' + env.VAULT_PSW",
                "server: env.VAULT_PSW",
                "status: env.VAULT_PSW"
            })
    void aPipelineWithAMaskedValueIsRefused(String parameter) throws Exception {
        WorkflowRun run = build(Result.FAILURE, in("VaultWrapper", RECORD + ", " + parameter));

        assertThat(message(run, "ERROR: "), containsString(": " + MASKED));
        nothingIsKnown(run);
    }

    /** Otherwise the error would quote the parameter's name as typed. */
    @Test
    void aMaskedParameterNameIsNotShown() throws Exception {
        WorkflowRun run = build(Result.FAILURE, in("VaultWrapper", RECORD + ", (env.VAULT_PSW): 'x'"));

        assertThat(message(run, "ERROR: "), containsString("a parameter: is wrong; the error is not shown"));
        nothingIsKnown(run);
    }

    @Test
    void aFreestyleJobThatNamesAMaskedVariableIsRefused() throws Exception {
        var run = freestyle(Result.FAILURE, form -> form.setVersion("$VAULT_PSW"), new VaultWrapper());

        jenkins.assertLogContains("version: " + NAMED, run);
        nothingIsKnown(run);
    }

    @Test
    void aFreestyleJobWithAMaskedValueIsRefused() throws Exception {
        var run = freestyle(Result.FAILURE, form -> form.setCluster("x" + SECRET), new VaultWrapper());

        jenkins.assertLogContains("cluster: " + MASKED, run);
    }

    @Test
    void logFiltersThatOnlyAddTextMaskNothingInAPipeline() throws Exception {
        build(Result.SUCCESS, in("AddingWrapper", RECORD + ", version: '$RELEASE', tags: [team: 'shöp']"));

        assertThat(body().get("version").textValue(), is("1.4.2"));
    }

    @Test
    void logFiltersThatOnlyAddTextMaskNothingInAFreestyleJob() throws Exception {
        freestyle(Result.SUCCESS, form -> form.setVersion("$RELEASE"), new AddingWrapper());

        assertThat(body().get("version").textValue(), is("1.4.2"));
    }

    @Test
    void anUnmaskedVariableIsExpandedWhileASecretIsMasked() throws Exception {
        build(Result.SUCCESS, in("AddingWrapper", in("VaultWrapper", RECORD + ", version: '$RELEASE'")));

        assertThat(body().get("version").textValue(), is("1.4.2"));
    }

    private static FreeStyleBuild freestyle(
            Result expected, Consumer<DeploymentForm> change, SimpleBuildWrapper wrapper) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildWrappersList().add(wrapper);
        DeploymentForm form = form();
        change.accept(form);
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        return jenkins.assertBuildStatus(expected, project.scheduleBuild2(0));
    }
}
