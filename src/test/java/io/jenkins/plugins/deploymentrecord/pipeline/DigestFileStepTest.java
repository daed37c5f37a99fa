package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step reads the digest, and the name if present, from a file that a build tool wrote. */
class DigestFileStepTest extends JenkinsWithStandIn {

    private static final String OTHER = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String PLACE = ", logicalEnvironment: 'production', deploymentName: 'shop-web'";

    private static String node(String content, String parameters) {
        return "node { writeFile file: 'out/digest', text: '" + content + "'\nrecordDeployment " + parameters + PLACE
                + " }";
    }

    private static String problem(WorkflowRun run) throws Exception {
        return message(run, "ERROR: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"digestFile: 'out/digest'", "digestFile: \"${env.WORKSPACE}/out/digest\"", "digestFile: 'out/*'"
            })
    void readsADigest(String digestFile) throws Exception {
        build(Result.SUCCESS, node(DIGEST.toUpperCase() + "  shop.jar", "name: 'shop', " + digestFile));

        assertThat(body().get("digest").textValue(), is(DIGEST));
        assertThat(body().get("name").textValue(), is("shop"));
    }

    @Test
    void readsTheNameOfAnImage() throws Exception {
        build(
                Result.SUCCESS,
                node(
                        "{\"containerimage.digest\": \"" + DIGEST + "\", \"image.name\": \"ghcr.io/octo-org/shop:1\"}",
                        "digestFile: 'out/digest'"));

        assertThat(body().get("digest").textValue(), is(DIGEST));
        assertThat(body().get("name").textValue(), is("ghcr.io/octo-org/shop"));
    }

    @Test
    void aNameInTheStepWinsOverTheNameInTheFile() throws Exception {
        build(Result.SUCCESS, node("ghcr.io/octo-org/shop@" + DIGEST, "name: 'mine', digestFile: 'out/digest'"));

        assertThat(body().get("name").textValue(), is("mine"));
    }

    @Test
    void readsAFileThatPowerShellWroteOnAnAgent() throws Exception {
        Node agent = jenkins.createOnlineSlave();
        var job = job("node('" + agent.getNodeName() + "') { recordDeployment name: 'shop', digestFile: 'digest.txt'"
                + PLACE + " }");
        agent.getWorkspaceFor(job).mkdirs();
        try (var out = agent.getWorkspaceFor(job).child("digest.txt").write()) {
            out.write(("\ufeff" + DIGEST + "\r\n").getBytes(StandardCharsets.UTF_16LE));
        }
        build(Result.SUCCESS, job);

        assertThat(body().get("digest").textValue(), is(DIGEST));
    }

    @Test
    void readsAFileInAFreestyleJob() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setAssignedNode(jenkins.jenkins);
        var form = form();
        form.setName(null);
        form.setDigest(null);
        form.setDigestFile("$WORKSPACE/digest");
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        jenkins.jenkins
                .getWorkspaceFor(project)
                .child("digest")
                .write("ghcr.io/octo-org/shop@" + DIGEST + "\n", "UTF-8");
        jenkins.buildAndAssertSuccess(project);

        assertThat(body().get("digest").textValue(), is(DIGEST));
        assertThat(body().get("name").textValue(), is("ghcr.io/octo-org/shop"));
    }

    @Test
    void anErrorListsTwoDifferentDigests() throws Exception {
        var run = build(
                Result.FAILURE, node(DIGEST + "\\n" + OTHER, "name: 'shop', status: 'gone', digestFile: 'out/digest'"));

        assertThat(problem(run), containsString("2 things are wrong:"));
        assertThat(
                problem(run),
                containsString("digestFile: has 2 different digests in it; given: \"out/digest\"; found: " + DIGEST
                        + ", " + OTHER));
    }

    /** The file may be any file, so its content may be confidential. */
    @Test
    void theContentOfAFileWithoutADigestIsNotLogged() throws Exception {
        var run = build(Result.FAILURE, node("password=hunter2", "name: 'shop', digestFile: 'out/digest'"));

        assertThat(problem(run), containsString("One thing is wrong:\n  - digestFile: has no SHA-256 digest in it"));
        jenkins.assertLogNotContains("hunter2", run);
    }

    @Test
    void refusesAFileOfMoreThanAMebibyte() throws Exception {
        var run = build(
                Result.FAILURE, node(DIGEST + "' + ' ' * (1 << 20) + '", "name: 'shop', digestFile: 'out/digest'"));

        assertThat(problem(run), containsString("One thing is wrong:\n  - digestFile: has more than 1 MiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.key", "/etc/hostname", "out", "no/such"})
    void refusesAFileThatIsMissingOrOutsideTheWorkspace(String path) throws Exception {
        var run = build(Result.FAILURE, node(DIGEST, "name: 'shop', digestFile: '" + path + "'"));

        assertThat(problem(run), containsString("One thing is wrong:\n  - digestFile: "));
        assertThat(problem(run), containsString("; given: \"" + path + "\""));
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void aDigestFileOutsideOfNodeIsRefused() throws Exception {
        var run = build(Result.FAILURE, "recordDeployment name: 'shop', digestFile: 'digest'" + PLACE);

        assertThat(problem(run), containsString("One thing is wrong:\n  - digestFile: a file needs a workspace"));
    }

    @Test
    void aFileWithSeveralNamesNeedsANameInTheStep() throws Exception {
        var run = build(
                Result.FAILURE,
                node("ghcr.io/a/shop@" + DIGEST + "\\nquay.io/a/shop@" + DIGEST, "digestFile: 'out/digest'"));

        assertThat(
                problem(run), containsString("One thing is wrong:\n  - name: is missing, and the file names several"));
    }

    @Test
    void refusesANameThatContainsASecret() throws Exception {
        addGlobally(token("db", "hunter2-and-more"));
        var run = build(
                Result.FAILURE,
                "withCredentials([string(credentialsId: 'db', variable: 'DB_PSW')]) {\n"
                        + node("ghcr.io/hunter2-and-more/shop@" + DIGEST, "digestFile: 'out/digest'") + "\n}");

        assertThat(problem(run), containsString("name: has the secret of the variable DB_PSW in it"));
        assertThat(gitHub.received(), is(empty()));
    }

    @Test
    void theReturnedValueHasTheDigestOfTheFile() throws Exception {
        var run = build(
                Result.SUCCESS,
                node(DIGEST, "name: 'shop', digestFile: 'out/digest'")
                        .replace("recordDeployment ", "echo recordDeployment(")
                        .replace(" }", ").digest }"));

        jenkins.assertLogContains(DIGEST, run);
    }
}
