package io.jenkins.plugins.deploymentrecord.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import hudson.model.Result;
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
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A Jenkins with a job that has a build, users with different permissions, and browsers without JavaScript. */
abstract class JenkinsWithOutbox extends JenkinsWithStandIn {

    static final String PAGE = "manage/deployment-records/";

    static final String ADMINISTRATOR = "admin";
    /** Has System Read and may read all jobs. */
    static final String AUDITOR = "auditor";
    /** Has System Read and may not read any job. */
    static final String OPERATOR = "operator";
    /** May read and cancel the job. */
    static final String OWNER = "owner";
    /** May read the job. */
    static final String READER = "reader";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<WebClient> browsers = new ArrayList<>();

    WorkflowJob job;
    WorkflowRun run;

    @BeforeEach
    void usersAndABuild() throws Exception {
        job = job("echo 'done'");
        run = build(Result.SUCCESS, job);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to(ADMINISTRATOR)
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to(AUDITOR, OPERATOR)
                .grant(Item.READ)
                .everywhere()
                .to(AUDITOR)
                .grant(Jenkins.READ)
                .everywhere()
                .to(OWNER, READER)
                .grant(Item.READ)
                .onItems(job)
                .to(OWNER, READER)
                .grant(Item.CANCEL)
                .onItems(job)
                .to(OWNER));
        Jenkins.SYSTEM_READ.setEnabled(true);
    }

    @AfterEach
    void closeBrowsers() {
        browsers.forEach(WebClient::close);
    }

    WebClient browser(String user) throws Exception {
        WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        web.setJavaScriptEnabled(false);
        browsers.add(web);
        return web.login(user);
    }

    JsonNode json(String user, String query) throws Exception {
        return JSON.readTree(
                get(user, PAGE + "api/json" + query).getWebResponse().getContentAsString());
    }

    Page get(String user, String path) throws Exception {
        return browser(user).getPage(URI.create(jenkins.getURL() + path).toURL());
    }

    HtmlPage page(String user, String path) throws Exception {
        return (HtmlPage) get(user, path);
    }

    /** Returns the status code of a POST with a crumb. */
    int post(String user, String path, NameValuePair... parameters) throws Exception {
        WebClient web = browser(user);
        web.getOptions().setRedirectEnabled(false);
        var request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), HttpMethod.POST);
        request.setRequestParameters(new ArrayList<>(List.of(parameters)));
        web.addCrumb(request);
        return web.getPage(request).getWebResponse().getStatusCode();
    }
}
