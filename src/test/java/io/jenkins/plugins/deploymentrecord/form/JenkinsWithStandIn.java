package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import hudson.security.Permission;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.GitHubStandIn;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * A Jenkins for all tests of a class, with a new stand-in for GitHub for each test. The stand-in is the only server of
 * Jenkins: {@code stand-in}, with the credential {@code token} and the organization {@code octo-org}.
 */
@WithJenkins
public abstract class JenkinsWithStandIn {

    public static final String TOKEN = "ghp_ThisIsNotARealTokenButOneForTests4567";
    public static final String DIGEST = "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72";

    /** A step with all required parameters. More parameters may be appended after a comma. */
    public static final String RECORD = "recordDeployment name: 'shop', digest: '" + DIGEST
            + "', logicalEnvironment: 'production', deploymentName: 'shop-web'";

    private static final String REFUSED_BEFORE_IT_IS_SENT =
            "\nMore: https://github.com/jenkinsci/github-deployment-record-plugin/blob/main/docs/errors.md"
                    + "#before-anything-is-sent";
    private static final long PATIENCE_SECONDS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        JSON.configOverride(Instant.class).setIsIgnoredType(true);
    }

    protected static JenkinsRule jenkins;

    /** Permissions that were disabled before the tests. They belong to the process, not to a Jenkins instance. */
    private static List<Permission> disabledPermissions;

    protected GitHubStandIn gitHub;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        jenkins = started;
        disabledPermissions = Permission.getAll().stream()
                .filter(permission -> !permission.getEnabled())
                .toList();
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        disabledPermissions.forEach(permission -> permission.setEnabled(false));
        jenkins.after();
    }

    @BeforeEach
    void connect() throws Exception {
        gitHub = GitHubStandIn.start();
        connect(server("stand-in"));
        DeploymentRecordsConfiguration.get().setDefaults(null);
        DeploymentRecordsConfiguration.get().setTimeoutSeconds(null);
        DeploymentRecordsConfiguration.get().setEnvironmentOrder(null);
    }

    @AfterEach
    void disconnect() throws Exception {
        gitHub.close();
        await("the outbox is empty", JenkinsWithStandIn::discardAll);
    }

    /** Discards all entries, and returns whether none is left. An entry in flight is discarded after its answer. */
    private static boolean discardAll() throws Exception {
        Outbox outbox = OutboxService.outbox();
        outbox.discard(entry -> true, "test").get();
        outbox.acknowledge(entry -> true).get();
        return outbox.snapshot(entry -> true, 0, 0).get().total() == 0;
    }

    /** Returns a server with the given name and the URL of the stand-in. */
    protected final DeploymentRecordServer server(String name) {
        return server(name, gitHub.url());
    }

    public static DeploymentRecordServer server(String name, String url) {
        var server = new DeploymentRecordServer(name);
        server.setApiUrl(url);
        server.setOrganization("octo-org");
        server.setCredentialsId("token");
        server.setWaitSeconds((int) PATIENCE_SECONDS);
        return server;
    }

    /** Returns a server whose builds wait longer for an answer than any test delays an answer. */
    public static DeploymentRecordServer patientServer(String name, String url) {
        DeploymentRecordServer server = server(name, url);
        server.setWaitSeconds((int) PATIENCE_SECONDS * 2);
        return server;
    }

    /** Returns a server whose builds wait only a little longer than a first attempt takes. */
    public static DeploymentRecordServer impatientServer(String name, String url) {
        DeploymentRecordServer server = server(name, url);
        server.setWaitSeconds(5);
        return server;
    }

    /** Makes this server the only server of the running Jenkins, and its credential the only credential. */
    public static void connect(DeploymentRecordServer server) throws Exception {
        servers(server);
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(new HashMap<>());
        addGlobally(token("token", TOKEN));
    }

    protected static void servers(DeploymentRecordServer... servers) {
        DeploymentRecordsConfiguration.get().setServers(List.of(servers));
    }

    public static StringCredentials token(String id, String secret) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, null, Secret.fromString(secret));
    }

    public static void addGlobally(Credentials credentials) throws Exception {
        addGlobally(Domain.global(), credentials);
    }

    public static void addGlobally(Domain domain, Credentials credentials) throws Exception {
        var global = SystemCredentialsProvider.getInstance();
        var all = new HashMap<Domain, List<Credentials>>(global.getDomainCredentialsMap());
        all.computeIfAbsent(domain, d -> new ArrayList<>()).add(credentials);
        global.setDomainCredentialsMap(all);
        global.save();
    }

    /** Creates a job at the top level whose script runs in the sandbox. */
    protected static WorkflowJob job(String script) throws Exception {
        return script(jenkins.createProject(WorkflowJob.class), script);
    }

    public static WorkflowJob script(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Returns the form of a freestyle job with the values of {@link #RECORD}. */
    protected static DeploymentForm form() {
        var form = new DeploymentForm();
        form.setName("shop");
        form.setDigest(DIGEST);
        form.setLogicalEnvironment("production");
        form.setDeploymentName("shop-web");
        return form;
    }

    /** Runs a new job and returns its finished build. */
    protected static WorkflowRun build(Result expected, String script) throws Exception {
        return build(expected, job(script));
    }

    protected static WorkflowRun build(Result expected, WorkflowJob job) throws Exception {
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    /** Starts a build and returns it. */
    protected static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /**
     * Returns the log from the first line with the text to the end of the error that begins there. Omits the address of
     * the documentation, which ends every error of a record that is refused before it is sent.
     */
    protected static String message(WorkflowRun run, String beginning) throws Exception {
        String log = JenkinsRule.getLog(run).replace(REFUSED_BEFORE_IT_IS_SENT, "");
        int from = log.indexOf(beginning);
        if (from < 0) {
            throw new AssertionError("no \"" + beginning + "\" in " + log);
        }
        int to = log.indexOf("\nFinished: ", from);
        int next = log.indexOf("\n[Pipeline]", from);
        return log.substring(from, next < 0 ? to : Math.min(next, to));
    }

    /** Returns the received requests in order: method, path, headers under their lower-case names, and body as text. */
    protected final List<JsonNode> requests() {
        var requests = new ArrayList<JsonNode>();
        JSON.valueToTree(gitHub.received()).forEach(requests::add);
        return requests;
    }

    /** Returns the received bodies in order. */
    protected final List<JsonNode> bodies() throws Exception {
        var bodies = new ArrayList<JsonNode>();
        for (JsonNode request : requests()) {
            bodies.add(JSON.readTree(request.get("body").textValue()));
        }
        return bodies;
    }

    /** Returns the body of the only received request. */
    protected final JsonNode body() throws Exception {
        gitHub.onlyRequest();
        return bodies().get(0);
    }

    /** Returns the token of the only received request. */
    protected final String sentToken() {
        gitHub.onlyRequest();
        return requests().get(0).at("/headers/authorization/0").textValue().replaceFirst("^Bearer ", "");
    }

    protected static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    /** Polls until the condition is true. */
    public static void await(String what, Callable<Boolean> so) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!so.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
