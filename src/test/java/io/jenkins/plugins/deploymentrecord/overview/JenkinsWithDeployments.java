package io.jenkins.plugins.deploymentrecord.overview;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * A Jenkins with a folder that contains a job, and with four users: an administrator, a reader of the folder and the
 * job, a builder of the job, and a stranger who may not read any job.
 */
abstract class JenkinsWithDeployments extends JenkinsWithStandIn {

    static final String PAGE = "deployment-records/";
    private static final ObjectMapper JSON = new ObjectMapper();

    Folder folder;
    WorkflowJob shop;

    @BeforeEach
    void aFolderWithAJob() throws Exception {
        folder = jenkins.createProject(Folder.class);
        shop = folder.createProject(WorkflowJob.class, "shop");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "builder", "stranger")
                .grant(Item.READ)
                .onItems(folder, shop)
                .to("reader", "builder")
                .grant(Item.BUILD)
                .onItems(shop)
                .to("builder"));
    }

    Page get(String user, String path) throws Exception {
        try (WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.setJavaScriptEnabled(false);
            return web.login(user).getPage(URI.create(jenkins.getURL() + path).toURL());
        }
    }

    String text(String user, String path) throws Exception {
        return ((HtmlPage) get(user, path)).getElementById("main-panel").asNormalizedText();
    }

    /** Posts with a crumb as a page's form does; returns the status code. */
    int post(String user, String path, NameValuePair... parameters) throws Exception {
        try (WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.setJavaScriptEnabled(false);
            web.login(user);
            var request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), HttpMethod.POST);
            request.setRequestParameters(List.of(parameters));
            return web.getPage(web.addCrumb(request)).getWebResponse().getStatusCode();
        }
    }

    JsonNode json(String user, String path) throws Exception {
        return JSON.readTree(get(user, path).getWebResponse().getContentAsString());
    }

    List<String> versions(String user, String query) throws Exception {
        var versions = new ArrayList<String>();
        json(user, folder.getUrl() + PAGE + "api/json" + query)
                .path("deployments")
                .forEach(row -> versions.add(row.at("/current/version").textValue()));
        return versions;
    }
}
