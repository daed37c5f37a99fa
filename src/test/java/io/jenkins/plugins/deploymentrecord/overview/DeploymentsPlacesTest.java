package io.jenkins.plugins.deploymentrecord.overview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.ListView;
import java.util.List;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** Tests of the links to deployments, and of the jobs that each page shows. */
class DeploymentsPlacesTest extends JenkinsWithDeployments {

    @Test
    void theDeploymentsOfARenamedFolderAreFound() throws Exception {
        KnownDeployments.of(shop.getFullName())
                .recorded("production", folder.getName(), "1.0")
                .known();
        folder.renameTo(folder.getName() + "-renamed");
        assertThat(versions("admin", ""), contains("1.0"));
    }

    @Test
    void theDeploymentsOfAViewAreThoseOfItsJobsAndFolders() throws Exception {
        WorkflowJob other = jenkins.createProject(WorkflowJob.class);
        String name = folder.getName();
        KnownDeployments.of(shop.getFullName())
                .recorded("production", name + "-in", "1.0")
                .known();
        KnownDeployments.of(other.getFullName())
                .recorded("production", name + "-out", "2.0")
                .known();
        var view = new ListView("view of " + name);
        jenkins.jenkins.addView(view);
        view.add(folder);

        String path = "view/view%20of%20" + name + "/view-deployment-records/";
        assertThat(text("admin", path), allOf(containsString(name + "-in"), not(containsString(name + "-out"))));
        assertThat(json("admin", path + "api/json").path("total").intValue(), is(1));
    }

    @Test
    void aColumnOfAListOfJobsShowsTheNewestVersionOfEachEnvironment() throws Exception {
        String name = folder.getName();
        jenkins.createProject(Folder.class, "empty-" + name);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job-" + name);
        KnownDeployments.of(job.getFullName())
                .recorded("staging", name + "-a", "1.2")
                .recorded("staging", name + "-b", "1.3")
                .recorded("production", name, "1.1")
                .recorded("test", name, "1.4")
                .decommissioned("qa", name)
                .known();
        var view = new ListView("columns-" + name, jenkins.jenkins);
        jenkins.jenkins.addView(view);
        view.setIncludeRegex(".*-" + name);
        var column = new DeployedColumn();
        view.getColumns().add(column);
        String row = text("admin", "view/columns-" + name + '/');
        assertThat(row, containsString("production 1.1\nstaging 1.3\ntest 1.4"));
        assertThat(row, not(containsString("qa")));

        column.setEnvironments("staging, production");
        row = text("admin", "view/columns-" + name + '/');
        assertThat(row, allOf(containsString("staging 1.3\nproduction 1.1"), not(containsString("test 1.4"))));
        try (WebClient web = jenkins.createWebClient().login("admin")) {
            jenkins.submit(web.getPage(view, "configure").getFormByName("viewConfig"));
        }
        assertThat(view.getColumns().get(DeployedColumn.class).getEnvironments(), is("staging, production"));
    }

    @Test
    void theSidePanelsOfControllerFolderAndViewLinkToTheirDeployments() throws Exception {
        var view = new ListView("panel-" + folder.getName(), jenkins.jenkins);
        jenkins.jenkins.addView(view);
        for (String path : List.of("", folder.getUrl(), "view/" + view.getViewName() + '/')) {
            HtmlPage page = (HtmlPage) get("admin", path);
            String name = path.startsWith("view/") ? "Deployments of this view" : "Deployments";
            assertThat(
                    path,
                    page.getAnchors().stream()
                            .filter(link -> link.asNormalizedText().equals(name))
                            .map(HtmlAnchor::getHrefAttribute)
                            .map(address -> address.replaceFirst("^/jenkins/", ""))
                            .distinct()
                            .toList(),
                    contains(path + (path.startsWith("view/") ? "view-" : "") + "deployment-records"));
        }
    }
}
