package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.history.HistoryFile;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build's secrets appear in no record and on no page, regardless of how a record refers to them. */
class SecretVariablesTest extends JenkinsWithStandIn {

    private static final String SECRET = "hunter2-and-more";
    private static final String NAMED = "names the variable DB_PSW, which holds a secret";
    private static final String HELD = "has the secret of the variable DB_PSW in it";

    private WorkflowRun withSecret(Result expected, String secret, String step) throws Exception {
        addGlobally(token("db", secret));
        return build(expected, "withCredentials([string(credentialsId: 'db', variable: 'DB_PSW')]) {\n" + step + "\n}");
    }

    /**
     * Asserts that the secret was neither sent nor logged, and that only the encrypted file of the build's parameters
     * has it.
     */
    private void nothingIsKnown(Run<?, ?> run) throws Exception {
        assertThat(gitHub.received(), is(empty()));
        assertThat(Leaks.of(SECRET, run.getRootDir().toPath()), is(empty()));
        try (var files = Files.list(run.getParent().getRootDir().toPath())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Leaks.of(SECRET, file), is(empty()));
            }
        }
    }

    /** A user who may not read the secret could choose such a value for a parameter or the name of a branch. */
    @ParameterizedTest
    @ValueSource(strings = {"$DB_PSW", "${DB_PSW}", "1.4.2-$db_psw-x"})
    void aRecordThatNamesASecretVariableIsRefused(String version) throws Exception {
        WorkflowRun run = withSecret(Result.FAILURE, SECRET, RECORD + ", version: '" + version + "'");

        assertThat(message(run, "ERROR: "), containsString("version: names the variable "));
        nothingIsKnown(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: \"1-${DB_PSW}\"",
                "tags: [key: env.DB_PSW]",
                "tags: [[key: env.DB_PSW, value: 'x']]",
                "runtimeRisks: [env.DB_PSW]",
                "credentialsId: DB_PSW",
                "server: DB_PSW",
                "githubRepository: DB_PSW + '!'",
                "status: DB_PSW"
            })
    void aRecordThatContainsASecretIsRefused(String parameter) throws Exception {
        WorkflowRun run = withSecret(Result.UNSTABLE, SECRET, RECORD + ", resultOnError: 'UNSTABLE', " + parameter);

        assertThat(message(run, "WARNING: "), containsString(": " + HELD));
        nothingIsKnown(run);
    }

    /** All errors are reported, and no error quotes the secret. */
    @Test
    void otherErrorsAreReportedWithoutQuotingTheSecret() throws Exception {
        WorkflowRun run = withSecret(Result.FAILURE, "short", RECORD + ", version: '$DB_PSW', status: 'short'");

        assertThat(message(run, "ERROR: "), containsString("2 things are wrong:"));
        assertThat(message(run, "ERROR: "), containsString("status: is not a status; given: \"****\""));
        assertThat(message(run, "ERROR: "), containsString("version: " + NAMED));
    }

    private static ParametersDefinitionProperty parameters() {
        return new ParametersDefinitionProperty(
                new PasswordParameterDefinition("DB_PSW", SECRET, ""),
                new StringParameterDefinition("VERSION", "$DB_PSW"));
    }

    @Test
    void aPasswordParameterIsASecretInAPipeline() throws Exception {
        var job = job(RECORD + ", version: params.VERSION");
        job.addProperty(parameters());
        WorkflowRun run = build(Result.FAILURE, job);

        assertThat(message(run, "ERROR: "), containsString("version: " + NAMED));
        nothingIsKnown(run);
    }

    @Test
    void aPasswordParameterIsASecretInAFreestyleJob() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.addProperty(parameters());
        var form = form();
        form.setVersion("$VERSION");
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        var run = jenkins.assertBuildStatus(Result.FAILURE, project.scheduleBuild2(0));

        jenkins.assertLogContains("version: " + NAMED, run);
        nothingIsKnown(run);
    }

    /** Variables without secrets are expanded, and a short secret may occur in a text by chance. */
    @Test
    void variablesWithoutSecretsAreExpanded() throws Exception {
        withSecret(
                Result.SUCCESS,
                "shop",
                "withEnv(['RELEASE=1.4.2']) { " + RECORD + ", version: '$RELEASE', cluster: '$$DB_PSW_IS_NONE' }");

        assertThat(body().get("version").textValue(), is("1.4.2"));
        assertThat(body().get("cluster").textValue(), is("$DB_PSW_IS_NONE"));
        assertThat(body().get("name").textValue(), is("shop"));
    }

    /** Values are stripped before they are sent, and messages are a single line. */
    @ParameterizedTest
    @ValueSource(
            strings = {SECRET + "\n", "  " + SECRET + "\r\n", "another line\n" + SECRET, SECRET + "\nanother line\n"})
    void aSecretWithLineBreaksIsFound(String secret) throws Exception {
        WorkflowRun run = withSecret(Result.FAILURE, secret, RECORD + ", status: 'gone', version: DB_PSW");

        assertThat(message(run, "ERROR: "), containsString("version: " + HELD));
        assertThat(message(run, "ERROR: "), not(containsString("another line")));
        nothingIsKnown(run);
    }

    @Test
    void aSingleLineOfASecretIsFound() throws Exception {
        WorkflowRun run = withSecret(
                Result.FAILURE,
                "another line\n" + SECRET,
                RECORD + ", version: DB_PSW.readLines()[1], cluster: 'a\\nb'");

        assertThat(message(run, "ERROR: "), containsString("version: " + HELD));
        assertThat(gitHub.received(), is(empty()));
        jenkins.assertLogNotContains(SECRET, run);
        // Pipeline itself keeps a step's arguments in another file, and hides secrets in them only as a whole
        assertThat(Leaks.of(SECRET, run.getRootDir().toPath().resolve(HistoryFile.NAME)), is(empty()));
        assertThat(Leaks.of(SECRET, run.getParent().getRootDir().toPath().resolve(HistoryFile.NAME)), is(empty()));
    }

    @Test
    void theErrorExplainsHowToSendAValueThatIsNotASecret() throws Exception {
        WorkflowRun run = withSecret(Result.FAILURE, "eu-central-1", RECORD + ", physicalEnvironment: 'eu-central-1'");

        assertThat(message(run, "ERROR: "), containsString("physicalEnvironment: " + HELD));
        assertThat(message(run, "ERROR: "), containsString("if this value is no secret, write it in another way,"));
        assertThat(message(run, "ERROR: "), containsString("without \"Treat username as secret\""));
    }
}
