package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.EnvVars;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.util.BuildData;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMRetriever;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/**
 * {@code githubRepository: 'SCM'} in builds that check out with Git. The repositories are in a local directory, which
 * Git uses in place of {@code https://github.com/}.
 */
class CheckedOutRepositoryInBuildsTest extends JenkinsWithStandIn {

    private static final String OF_CHECKOUT = RECORD + ", githubRepository: 'SCM'";
    /** A step to which a test appends a repository. */
    private static final String CLUSTER = "recordClusterDeployments deployments: [[name: 'shop', digest: '" + DIGEST
            + "', deploymentName: 'shop']], cluster: 'eu-1', logicalEnvironment: 'production', full: true,"
            + " githubRepository: ";

    private static final String FOUND =
            "githubRepository: shop, from the checkout of https://github.com/octo-org/shop\n";

    /**
     * Git's environment variables for a setting: the processes of the Git plugin inherit the controller's environment.
     */
    private static final List<String> GIT_SETTINGS =
            List.of("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0");

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeRepositories() throws Exception {
        repository("octo-org/shop", "readme", "shop");
        repository("octo-org/cart", "readme", "cart");
        repository("octo-org/tools", "vars/hello.groovy", "def call() { echo 'hello' }");
        repository("other/lib", "readme", "lib");
        EnvVars.masterEnvVars.putAll(Map.of(
                GIT_SETTINGS.get(0), "1",
                GIT_SETTINGS.get(1), "url." + directory.toUri() + ".insteadOf",
                GIT_SETTINGS.get(2), "https://github.com/"));
    }

    @AfterAll
    static void forgetSettings() {
        EnvVars.masterEnvVars.keySet().removeAll(GIT_SETTINGS);
    }

    private static void repository(String name, String file, String text) throws Exception {
        Path repository = directory.resolve(name);
        Path content = repository.resolve(file);
        Files.createDirectories(content.getParent());
        Files.writeString(content, text);
        for (List<String> command : List.of(
                List.of("git", "init", "-q", "-b", "main"),
                List.of("git", "add", "."),
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "first"))) {
            int code = new ProcessBuilder(command)
                    .directory(repository.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(command.toString(), code, is(0));
        }
    }

    @AfterEach
    void forgetLibrariesAndSource() {
        GlobalLibraries.get().setLibraries(List.of());
        source = null;
    }

    private static String checkOut(String... repositories) {
        var script = new StringBuilder("node {");
        for (String repository : repositories) {
            script.append("dir('")
                    .append(repository)
                    .append("') { git url: 'https://github.com/")
                    .append(repository)
                    .append("', branch: 'main' }\n");
        }
        return script.append("}\n").toString();
    }

    private static GitSCM git(String repository) throws Exception {
        return new GitSCM(
                List.of(new UserRemoteConfig("https://github.com/" + repository, null, null, null)),
                List.of(new BranchSpec("*/main")),
                null,
                null,
                List.of());
    }

    @Test
    void theCheckoutOfAPipelineIsTheRepository() throws Exception {
        WorkflowRun run = build(Result.SUCCESS, checkOut("octo-org/shop", "other/lib") + OF_CHECKOUT);

        assertThat(body().get("github_repository").textValue(), is("shop"));
        jenkins.assertLogContains(FOUND, run);
    }

    @Test
    void aDryRunShowsTheRepositoryAndItsCheckout() throws Exception {
        WorkflowRun run = build(Result.SUCCESS, checkOut("octo-org/shop") + OF_CHECKOUT + ", dryRun: true");

        assertThat(gitHub.received(), empty());
        jenkins.assertLogContains(FOUND, run);
        jenkins.assertLogContains("\"github_repository\" : \"shop\"", run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "octo-org/shop octo-org/cart | found: https://github.com/octo-org/cart, https://github.com/octo-org/shop;",
                "other/lib                   | checked out no such repository; found: https://github.com/other/lib;",
                "''                          | has checked out no Git repository yet;"
            })
    void noRepositoryOrSeveralRepositoriesAreAnError(String checkouts, String problem) throws Exception {
        String script = checkouts.isEmpty() ? "" : checkOut(checkouts.split(" "));

        WorkflowRun run = build(Result.FAILURE, script + OF_CHECKOUT);

        assertThat(
                message(run, "ERROR: "),
                allOf(
                        containsString("One thing is wrong:"),
                        containsString("githubRepository: is SCM, which "),
                        containsString(problem)));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void aCheckoutOfAnEarlierBuildDoesNotCount() throws Exception {
        WorkflowJob job = job(checkOut("octo-org/cart", "octo-org/shop"));
        build(Result.SUCCESS, job);

        build(Result.SUCCESS, script(job, checkOut("octo-org/shop") + OF_CHECKOUT));

        assertThat(body().get("github_repository").textValue(), is("shop"));
    }

    private static void library(boolean isCloned) throws Exception {
        var retriever = new SCMRetriever(git("octo-org/tools"));
        retriever.setClone(isCloned);
        var library = new LibraryConfiguration("tools", retriever);
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCheckoutOfAPipelineLibraryDoesNotCount(boolean isCloned) throws Exception {
        library(isCloned);
        String useLibrary = "@Library('tools') _\nhello()\n";

        build(Result.SUCCESS, useLibrary + checkOut("octo-org/shop") + OF_CHECKOUT);
        WorkflowRun without = build(Result.FAILURE, useLibrary + OF_CHECKOUT);

        assertThat(body().get("github_repository").textValue(), is("shop"));
        assertThat(message(without, "ERROR: "), containsString("has checked out no Git repository yet;"));
    }

    @Test
    void aLibraryThatTheBuildChecksOutForItselfCounts() throws Exception {
        library(false);

        build(Result.SUCCESS, "@Library('tools') _\nhello()\n" + checkOut("octo-org/tools") + OF_CHECKOUT);

        assertThat(body().get("github_repository").textValue(), is("tools"));
    }

    /** The branch source of each job, as in a multibranch project; null for none. */
    private static SCMSource source;

    @TestExtension
    public static final class SourceOfEachJob extends SCMSource.SourceByItem {
        @Override
        public SCMSource getSource(Item item) {
            return source;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theBranchSourceOfAMultibranchJobIsTheRepository(boolean isOfGitHub) throws Exception {
        String url = "https://github.com/Octo-Org/shop";
        source = isOfGitHub ? new GitHubSCMSource("Octo-Org", "shop", url, true) : new GitSCMSource(url + ".git");
        source.setId("source");
        var revision = new AbstractGitSCMSource.SCMRevisionImpl(new SCMHead("main"), "0".repeat(40));

        jenkins.assertBuildStatusSuccess(job(OF_CHECKOUT).scheduleBuild2(0, new SCMRevisionAction(source, revision)));

        assertThat(body().get("github_repository").textValue(), is("shop"));
    }

    private static FreeStyleProject project(DeploymentForm form, String repository) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.setScm(git(repository));
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
        return project;
    }

    @Test
    void theCheckoutOfAFreestyleBuildIsTheRepository() throws Exception {
        DeploymentForm form = form();
        form.setGithubRepository("SCM");

        var build = jenkins.buildAndAssertSuccess(project(form, "octo-org/shop"));
        var wrong = jenkins.buildAndAssertStatus(Result.FAILURE, project(form, "other/lib"));

        assertThat(body().get("github_repository").textValue(), is("shop"));
        jenkins.assertLogContains(FOUND, build);
        jenkins.assertLogContains("found: https://github.com/other/lib;", wrong);
    }

    @Test
    void theDefaultUsesTheCheckoutUnlessTheFormNamesARepository() throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setGithubRepository("SCM");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        DeploymentForm named = form();
        named.setGithubRepository("cart");
        named.setDeploymentName("named");

        jenkins.buildAndAssertSuccess(project(form(), "octo-org/shop"));
        jenkins.buildAndAssertSuccess(project(named, "octo-org/shop"));

        assertThat(bodies().get(0).get("github_repository").textValue(), is("shop"));
        assertThat(bodies().get(1).get("github_repository").textValue(), is("cart"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'SCM'", "['cart': 'cart', '*': 'SCM']", "null"})
    void theRecordsOfAClusterHaveTheRepositoryOfTheCheckout(String repository) throws Exception {
        var defaults = new DeploymentDefaults();
        defaults.setGithubRepository("SCM");
        DeploymentRecordsConfiguration.get().setDefaults(defaults);
        String step = CLUSTER + repository;

        WorkflowRun run = build(Result.SUCCESS, checkOut("octo-org/shop") + step + ", dryRun: true\n" + step);

        assertThat(body().findValue("github_repository").textValue(), is("shop"));
        assertThat(JenkinsRule.getLog(run).split(Pattern.quote(FOUND), -1).length, is(3));
    }

    @Test
    void theErrorShowsNoPasswordOfACheckout() throws Exception {
        var checkout = new BuildData();
        checkout.addRemoteUrl("https://octocat:s3cret@github.com/other/lib.git");
        checkout.addRemoteUrl("https://octocat:s3cret@gitlab.example.com/a/b/c.git");

        var run = jenkins.assertBuildStatus(Result.FAILURE, job(OF_CHECKOUT).scheduleBuild2(0, checkout));

        jenkins.assertLogContains("found: https://github.com/other/lib, https://gitlab.example.com/a/b/c.git;", run);
        jenkins.assertLogNotContains("s3cret", run);
    }
}
