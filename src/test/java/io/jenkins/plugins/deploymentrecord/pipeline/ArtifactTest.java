package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step computes the digest of a file in the workspace. */
class ArtifactTest extends JenkinsWithStandIn {

    /** {@code printf hello | sha256sum} */
    private static final String HELLO = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static String recordOf(String artifact) {
        return "recordDeployment name: 'shop', artifact: '" + artifact
                + "', logicalEnvironment: 'production', deploymentName: 'shop-web'";
    }

    @Test
    void hashesAFileOnTheController() throws Exception {
        build(
                Result.SUCCESS,
                "node { writeFile file: 'target/shop.jar', text: 'hello'\n" + recordOf("target/shop.jar") + " }");

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    @Test
    void hashesAFileOnAnAgent() throws Exception {
        Node agent = jenkins.createOnlineSlave();
        var job = job("node('" + agent.getNodeName() + "') { " + recordOf("./target/größe 1.jar") + " }");
        workspace(agent, job).child("target/größe 1.jar").write("hello", "UTF-8");

        build(Result.SUCCESS, job);

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    @Test
    void hashesAFileInTheDirectoryOfTheStep() throws Exception {
        build(
                Result.SUCCESS,
                "node { dir('target') { writeFile file: 'shop.jar', text: 'hello'\n" + recordOf("shop.jar") + " } }");

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    @Test
    void hashesAnEmptyFile() throws Exception {
        build(Result.SUCCESS, "node { writeFile file: 'empty', text: ''\n" + recordOf("empty") + " }");

        assertThat(
                body().get("digest").textValue(),
                is("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void followsALinkToAFileInTheWorkspace() throws Exception {
        var job = job("node('built-in') { " + recordOf("latest.jar") + " }");
        FilePath workspace = workspace(jenkins.jenkins, job);
        workspace.child("shop-1.jar").write("hello", "UTF-8");
        workspace.child("latest.jar").symlinkTo("shop-1.jar", TaskListener.NULL);

        build(Result.SUCCESS, job);

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void refusesALinkOutOfTheWorkspace() throws Exception {
        var job = job("node('built-in') { " + recordOf("latest.jar") + " }");
        FilePath workspace = workspace(jenkins.jenkins, job);
        workspace.mkdirs();
        workspace.child("latest.jar").symlinkTo("../../secret.key", TaskListener.NULL);

        assertRefused(job, """
                  artifact: leads out of the workspace; given: "latest.jar"; allowed: a path relative to the workspace, to a file in it""");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void refusesALinkedDirectoryOutsideTheWorkspace() throws Exception {
        var job = job("node('built-in') { " + recordOf("home/secret.key") + " }");
        FilePath workspace = workspace(jenkins.jenkins, job);
        workspace.mkdirs();
        workspace.child("home").symlinkTo("../..", TaskListener.NULL);

        assertRefused(job, """
                  artifact: leads out of the workspace; given: "home/secret.key"; allowed: a path relative to the workspace, to a file in it""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.key", "a/../../../secret.key", "/etc/hostname"})
    void refusesAPathOutOfTheWorkspace(String path) throws Exception {
        assertRefused(job("node { writeFile file: 'a/b', text: ''\n" + recordOf(path) + " }"), """
                  artifact: leads out of the workspace; given: "%s"; allowed: a path relative to the workspace, to a file in it""".formatted(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "."})
    void refusesADirectory(String path) throws Exception {
        assertRefused(
                job("node { writeFile file: 'target/shop.jar', text: ''\n" + recordOf(path) + " }"),
                """
                  artifact: is not a file; given: "%s"; allowed: the path of one file""".formatted(path));
    }

    @Test
    void refusesAnInvalidPath() throws Exception {
        assertRefused(job("node { writeFile file: 'a', text: ''\n" + recordOf("a\\u0000b") + " }"), """
                  artifact: is not a path; given: "a b"; allowed: a path relative to the workspace""");
    }

    @Test
    void reportsAMissingFile() throws Exception {
        var job = job("node('built-in') { writeFile file: 'a', text: ''\n" + recordOf("target/shop.jar") + " }");

        assertRefused(job, """
                  artifact: there is no such file; given: "target/shop.jar"; looked for in the workspace %s""".formatted(workspace(jenkins.jenkins, job)));
    }

    /** The log must not have a line that an attacker wrote. */
    @ParameterizedTest
    @ValueSource(strings = {"x\\nFinished: SUCCESS\\u001b[2J", "../x\\nFinished: SUCCESS\\u001b[2J"})
    void aPathWithLineBreaksWritesNoLineToTheLog(String path) throws Exception {
        var run = build(Result.FAILURE, "node { writeFile file: 'a', text: ''\n" + recordOf(path) + " }");

        assertThat(message(run, "ERROR: "), containsString("x Finished: SUCCESS"));
        assertThat(message(run, "ERROR: "), not(containsString("\u001b")));
    }

    @Test
    void aPathThatLooksLikeATokenIsNotLogged() throws Exception {
        var run = build(Result.FAILURE, "node { writeFile file: 'a', text: ''\n" + recordOf(TOKEN) + " }");

        jenkins.assertLogNotContains(TOKEN, run);
    }

    /** The step has a message for this case, and does not report a missing digest. */
    @Test
    void anArtifactOutsideOfNodeIsRefused() throws Exception {
        assertRefused(job(recordOf("target/shop.jar")), """
                  artifact: a file needs a workspace, and there is none here; run the step inside of "node", or give digest or image""");
    }

    /** The other errors are reported, too. */
    @Test
    void reportsAMissingFileTogetherWithOtherErrors() throws Exception {
        var run = build(Result.FAILURE, "node { " + recordOf("a.jar") + ", organization: 'octo/org', status: 'gone' }");

        assertThat(message(run, "ERROR: "), containsString("3 things are wrong:\n  - artifact: there is no such file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "artifact: \"${env.WORKSPACE}/target/shop.jar\"",
                "artifact: '$WORKSPACE/target/shop.jar'",
                "artifact: 'target\\\\shop.jar'",
                "artifact: 'target/*.jar'",
                "artifact: \"${env.WORKSPACE}/**/*.jar\""
            })
    void acceptsEveryNotationOfAPathInTheWorkspace(String artifact) throws Exception {
        Node agent = jenkins.createOnlineSlave();
        build(
                Result.SUCCESS,
                "node('" + agent.getNodeName() + "') { writeFile file: 'target/shop.jar', text: 'hello'\n"
                        + recordOf("x").replace("artifact: 'x'", artifact) + " }");

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node { %s }", "node { ws('other') { %s } }", "node { dir('a') { %s } }"})
    void acceptsAPathFromASubdirectoryToTheWorkspace(String block) throws Exception {
        build(
                Result.SUCCESS,
                block.formatted("writeFile file: 'target/shop.jar', text: 'hello'\n dir('sub/dir') { "
                        + recordOf("../../target/shop.jar") + " }"));

        assertThat(body().get("digest").textValue(), is(HELLO));
    }

    /**
     * A variable that a script sets does not change the workspace: it is the directory that Jenkins assigned to the
     * build.
     */
    @ParameterizedTest
    @ValueSource(strings = {"../../../secret.key", "${WORKSPACE}/../../secret.key", "/etc/hostname", "/etc/host*"})
    void refusesAPathFromASubdirectoryOutOfTheWorkspace(String path) throws Exception {
        var run = build(
                Result.FAILURE,
                "node { dir('sub') { writeFile file: 'b', text: ''\nwithEnv(['WORKSPACE=/']) { " + recordOf(path)
                        + " } } }");

        assertThat(message(run, "ERROR: "), containsString("artifact: leads out of the workspace"));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void refusesAPatternThatSeveralFilesMatch() throws Exception {
        assertRefused(
                job("node { writeFile file: 'target/a.jar', text: ''\nwriteFile file: 'target/b.jar', text: ''\n"
                        + recordOf("target/*.jar") + " }"),
                "artifact: is a pattern that 2 files match; given: \"target/*.jar\"; found: \"a.jar\", \"b.jar\";"
                        + " allowed: the path of one file, or a pattern that one file matches");
    }

    private void assertRefused(WorkflowJob job, String error) throws Exception {
        var run = build(Result.FAILURE, job);

        assertThat(
                message(run, "ERROR: "),
                is("ERROR: The deployment cannot be recorded, nothing was sent. One thing is wrong:\n  - " + error));
        assertThat(gitHub.received(), empty());
        jenkins.assertLogNotContains("\tat ", run);
    }

    private static FilePath workspace(Node node, WorkflowJob job) {
        return node.getWorkspaceFor(job);
    }
}
