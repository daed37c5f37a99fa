package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServerDescriptor;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Tests the access to the lists and checks of the forms. */
class EndpointsTest extends JenkinsWithStandIn {

    private static final List<Class<?>> DESCRIPTORS = List.of(
            DeploymentFormDescriptor.class,
            ClusterFormDescriptor.class,
            FolderDefaultsPropertyDescriptor.class,
            DeploymentRecordServerDescriptor.class);

    /** A user who has not logged in. */
    private static final String ANONYMOUS = "anonymous";

    private final Map<String, WebClient> sessions = new HashMap<>();
    private WorkflowJob job;
    private Folder folder;

    @BeforeEach
    void users() throws Exception {
        job = jenkins.createProject(WorkflowJob.class);
        Folder outer = jenkins.createProject(Folder.class);
        var values = new FolderDefaultsProperty();
        values.setServer("stand-in");
        values.setOrganization("octo-org");
        values.setCredentialsId("token");
        values.setCluster("octo-org-cluster");
        outer.addProperty(values);
        folder = outer.createProject(Folder.class, "inner");
        WorkflowJob elsewhere = jenkins.createProject(WorkflowJob.class);
        Jenkins.MANAGE.setEnabled(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "author", "auditor", "manager", "neighbour")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(job, folder)
                .to("author")
                .grant(Item.EXTENDED_READ)
                .onItems(job, folder)
                .to("auditor")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(elsewhere)
                .to("neighbour"));
    }

    /** Returns every endpoint of the descriptors, both at the top level and in a job or folder. */
    private List<String> endpoints() {
        var endpoints = new ArrayList<String>();
        for (Class<?> descriptor : DESCRIPTORS) {
            String place = descriptor == FolderDefaultsPropertyDescriptor.class ? folder.getUrl() : job.getUrl();
            for (Method method : descriptor.getMethods()) {
                if (method.getName().matches("do[A-Z].*")
                        && method.getDeclaringClass().getPackage().equals(descriptor.getPackage())) {
                    String path = "descriptorByName/" + descriptor.getName().replace("Descriptor", "") + '/'
                            + method.getName().substring(2, 3).toLowerCase()
                            + method.getName().substring(3);
                    endpoints.add(path);
                    endpoints.add(place + path);
                }
            }
        }
        assertThat(endpoints.size(), greaterThan(60));
        return endpoints;
    }

    private WebResponse request(HttpMethod method, String user, String path, String... parameters) throws Exception {
        var web = sessions.get(user);
        if (web == null) {
            web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            web.setJavaScriptEnabled(false);
            if (!user.equals(ANONYMOUS)) {
                web.login(user);
            }
            sessions.put(user, web);
        }
        var request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), method);
        var pairs = new ArrayList<>(Arrays.stream(parameters)
                .map(pair -> pair.split("=", 2))
                .map(pair -> new NameValuePair(pair[0], pair[1]))
                .toList());
        request.setRequestParameters(pairs);
        if (method == HttpMethod.POST) {
            web.addCrumb(request);
        }
        return web.getPage(request).getWebResponse();
    }

    private String post(String user, String path, String... parameters) throws Exception {
        return request(HttpMethod.POST, user, path, parameters).getContentAsString();
    }

    private String ofForm(String method) {
        return job.getUrl() + "descriptorByName/" + DeploymentForm.class.getName() + '/' + method;
    }

    @Test
    void endpointsRejectGetRequests() throws Exception {
        for (String path : endpoints()) {
            var answer = request(HttpMethod.GET, "admin", path, "value=x", "credentialsId=token");
            assertThat(path, answer.getStatusCode(), anyOf(is(404), is(405)));
        }
    }

    /** A link on another site uses the administrator's session, but has no crumb. */
    @Test
    void endpointsRejectRequestsWithoutACrumb() throws Exception {
        try (var web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.setJavaScriptEnabled(false);
            web.login("admin");
            for (String path : endpoints()) {
                var request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), HttpMethod.POST);

                assertThat(path, web.getPage(request).getWebResponse().getStatusCode(), is(403));
            }
        }
    }

    @Test
    void endpointsRevealNothingToUsersWhoMayNotConfigure() throws Exception {
        for (String user : List.of("reader", "manager", "neighbour", ANONYMOUS)) {
            for (String path : endpoints()) {
                String answer = post(user, path, "value=@", "apiUrl=ftp://x", "server=", "form={}", "organization=@");
                assertThat(user + ' ' + path, answer, not(containsString("stand-in")));
                assertThat(user + ' ' + path, answer, not(containsString("octo-org")));
                assertThat(user + ' ' + path, answer, not(containsString("token\"")));
                assertThat(user + ' ' + path, answer, not(containsString("<div class=\"error\">")));
            }
        }
        assertThat(gitHub.received(), empty());
    }

    /** A user who knows a credential's ID could otherwise send its token to any URL. */
    @Test
    void onlyAdministratorsMayTestTheConnection() throws Exception {
        String path =
                "descriptorByName/io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer/testConnection";
        for (String user : List.of("reader", "manager", "author")) {
            assertThat(
                    request(
                                    HttpMethod.POST,
                                    user,
                                    path,
                                    "apiUrl=" + gitHub.url(),
                                    "organization=o",
                                    "credentialsId=token")
                            .getStatusCode(),
                    is(403));
        }
        post("admin", path, "apiUrl=" + gitHub.url(), "organization=octo-org", "credentialsId=");
        assertThat(gitHub.received(), empty());
    }

    @Test
    void usersWhoMayConfigureAJobGetTheListsOfItsForm() throws Exception {
        assertThat(post("author", ofForm("fillServerItems"), "server="), containsString("stand-in"));
        assertThat(post("author", ofForm("fillOrganizationItems")), containsString("octo-org"));
        assertThat(
                post("author", ofForm("fillCredentialsIdItems"), "server=", "credentialsId="),
                containsString("\"value\":\"token\""));
        assertThat(
                post("author", ofForm("fillStatusItems")),
                allOf(containsString("deployed"), containsString("decommissioned")));
        assertThat(post("author", ofForm("fillResultOnErrorItems")), containsString("UNSTABLE"));
        assertThat(post("author", ofForm("checkOrganization"), "value=@"), containsString("<div class=\"error\">"));
    }

    @Test
    void usersWhoMayConfigureAFolderGetItsListsAndTheOuterDefaults() throws Exception {
        Item.EXTENDED_READ.setEnabled(true);
        String path = folder.getUrl() + "descriptorByName/" + FolderDefaultsProperty.class.getName() + '/';

        assertThat(post("author", path + "fillServerItems", "server="), containsString("stand-in (the server of "));
        assertThat(
                post("author", path + "fillCredentialsIdItems", "server=", "credentialsId="),
                containsString("\"value\":\"token\""));
        assertThat(post("author", path + "checkCluster", "value="), containsString("octo-org-cluster"));
        assertThat(post("author", path + "checkOrganization", "value=@"), containsString("<div class=\"error\">"));
        assertThat(
                post("auditor", path + "fillWaitItems", "wait="),
                allOf(containsString("(as the folder says)"), containsString("Do not wait")));
        assertThat(post("auditor", path + "checkCluster", "value="), not(containsString("octo-org-cluster")));
        assertThat(
                post("auditor", path + "fillServerItems", "server=gone"),
                allOf(containsString("\"value\":\"gone\""), not(containsString("stand-in"))));
    }

    /** Users who may view the form see the chosen values. Only authors see the names of servers. */
    @Test
    void usersWhoMayViewAJobsFormSeeOnlyTheChosenValues() throws Exception {
        Item.EXTENDED_READ.setEnabled(true);
        assertThat(
                post("auditor", ofForm("fillStatusItems"), "status=$STATUS"),
                allOf(containsString("decommissioned"), containsString("$STATUS")));
        assertThat(
                post("auditor", ofForm("fillResultOnErrorItems"), "resultOnError=UNSTABLE"),
                containsString("UNSTABLE"));
        assertThat(
                post("auditor", ofForm("fillServerItems"), "server=gone"),
                allOf(containsString("\"value\":\"gone\""), not(containsString("stand-in"))));
        assertThat(
                post("auditor", ofForm("fillCredentialsIdItems"), "server=", "credentialsId="),
                allOf(containsString("(the credential of the folder or the server)"), not(containsString("stand-in"))));
    }

    @Test
    void thePreviewShowsAllErrors() throws Exception {
        servers();
        assertThat(
                post("author", ofForm("preview"), "form=" + """
                {"name": "shop", "artifact": "/etc/passwd", "logicalEnvironment": "prod", "deploymentName": "shop-web",
                 "resultOnError": "FINE"}
                """),
                allOf(
                        containsString("POST /orgs/{organization}/artifacts"),
                        containsString("\n- server: "),
                        containsString("\n- artifact: "),
                        containsString("\n- resultOnError: "),
                        containsString("\n- organization: ")));
        assertThat(
                post("author", ofForm("preview"), "form={\"artifact\": \"$FILE\", \"resultOnError\": \"$RESULT\"}"),
                not(anyOf(containsString("\n- artifact: "), containsString("\n- resultOnError: "))));
    }

    @Test
    void thePreviewShowsTheRequest() throws Exception {
        assertThat(post("author", ofForm("preview"), "form=" + """
                {"name": "shop", "digest": "%s", "version": "$VERSION", "status": "deployed", "logicalEnvironment": "",
                 "deploymentName": "shop-web", "cluster": "$$5", "tags": [{"key": "team", "value": "shop"}]}
                """.formatted(DIGEST)), is("""
                POST /orgs/octo-org/artifacts/metadata/deployment-record
                {
                  "name" : "shop",
                  "digest" : "%s",
                  "version" : "$VERSION",
                  "status" : "deployed",
                  "cluster" : "$5",
                  "deployment_name" : "shop-web",
                  "tags" : {
                    "team" : "shop"
                  }
                }

                It would not be sent, because of:
                - logicalEnvironment: is missing; 1 to 128 characters are needed

                It would not be sent by a build that has no such variable:
                - "VERSION"
                """.formatted(DIGEST)));
        assertThat(gitHub.received(), empty());
    }

    @Test
    void thePreviewShowsThatTheBuildDeterminesTheRepository() throws Exception {
        String preview = post("author", ofForm("preview"), "form=" + """
                {"name": "shop", "digest": "%s", "logicalEnvironment": "production", "deploymentName": "shop-web",
                 "githubRepository": "SCM"}
                """.formatted(DIGEST));

        assertThat(preview, containsString("\"github_repository\" : \"(the repository that the build checks out)\""));
        assertThat(preview, not(containsString("It would not be sent")));
    }

    /** Distinguishes variables that every build has from undeclared variables. */
    @Test
    void thePreviewListsUndeclaredVariables() throws Exception {
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "1.0")));

        assertThat(
                post(
                        "author",
                        ofForm("preview"),
                        "form={\"version\": \"$VERSION\", \"cluster\": \"$CLUSTR $JOB_NAME $$5\"}"),
                endsWith("It would not be sent by a build that has no such variable:\n- \"CLUSTR\"\n"));
    }

    @Test
    void thePreviewContainsExplicitEmptyLists() throws Exception {
        String empty = post("author", ofForm("preview"), "form={\"tags\": [], \"runtimeRisks\": []}");
        String boxes = post("author", ofForm("preview"), "form={\"clearTags\": true, \"clearRuntimeRisks\": true}");
        String neither = post("author", ofForm("preview"), "form={\"clearTags\": false, \"clearRuntimeRisks\": false}");

        assertThat(empty, allOf(containsString("\"tags\" : { }"), containsString("\"runtime_risks\" : [ ]")));
        assertThat(boxes, is(empty));
        assertThat(neither, not(anyOf(containsString("\"tags\""), containsString("\"runtime_risks\""))));
    }

    /** Other users only learn that no server has this name. */
    @Test
    void onlyUsersWhoMayConfigureAJobSeeServerNamesInErrors() throws Exception {
        assertThat(post("author", ofForm("checkServer"), "value=gone"), containsString("allowed: stand-in"));
        assertThat(
                post("author", ofForm("preview"), "form={\"server\": \"gone\"}"), containsString("allowed: stand-in"));
        assertThat(post("auditor", ofForm("checkServer"), "value=gone"), not(containsString("stand-in")));
    }

    @Test
    void aDeploymentNameThatChangesWithEachBuildGetsAWarning() throws Exception {
        String path = ofForm("checkDeploymentName");

        assertThat(
                post("author", path, "value=shop-${BUILD_NUMBER}", "version="),
                allOf(containsString("class=\"warning\""), containsString("BUILD_NUMBER")));
        assertThat(post("author", path, "value=shop-$V", "version=v$V"), containsString("class=\"warning\""));
        assertThat(post("author", path, "value=shop-1.4.2", "version=1.4.2"), containsString("class=\"warning\""));
        assertThat(post("author", path, "value=shop-$V", "version=1.4.2"), not(containsString("class=\"warning\"")));
        assertThat(post("author", path, "value=shop-web", "version=1.4.2"), not(containsString("class=\"warning\"")));
        assertThat(
                post("author", ofForm("preview"), "form={\"deploymentName\": \"shop-$BUILD_ID\"}"),
                containsString("\n\nIt would be sent with a warning:\n- the deployment name \"shop-$BUILD_ID\" "));
    }

    @Test
    void aRepositoryOnAnotherHostIsAnError() throws Exception {
        DeploymentRecordServer server = server("github.com", "https://api.github.com");
        servers(server);
        String path = ofForm("checkGithubRepository");

        assertThat(
                post("author", path, "value=https://gitlab.com/octo-org/shop", "organization=octo-org", "server="),
                containsString("but the record goes to api.github.com"));
        assertThat(
                post("author", path, "value=https://github.com/octo-org/shop.git", "organization=octo-org", "server="),
                not(containsString("<div class=\"error\">")));
    }

    /** The author has the permission for the job, but not for Jenkins. */
    @Test
    void aJobsAuthorGetsNoListsOutsideOfTheJob() throws Exception {
        String top = "descriptorByName/" + DeploymentForm.class.getName() + '/';

        assertThat(post("author", top + "fillServerItems", "server="), not(containsString("stand-in")));
        assertThat(
                post("author", top + "fillCredentialsIdItems", "server=", "credentialsId="),
                not(containsString("\"value\":\"token\"")));
    }

    @Test
    void unsupportedCredentialsAreNotOffered() throws Exception {
        addGlobally(new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL,
                "key",
                "octocat",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource("no key"),
                null,
                null));
        addGlobally(new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", null, Secret.fromString(TOKEN)));

        String offered = post("author", ofForm("fillCredentialsIdItems"), "server=", "credentialsId=");
        assertThat(offered, containsString("\"value\":\"token\""));
        assertThat(offered, not(containsString("\"value\":\"key\"")));
        assertThat(offered, not(containsString("\"value\":\"system\"")));
    }
}
