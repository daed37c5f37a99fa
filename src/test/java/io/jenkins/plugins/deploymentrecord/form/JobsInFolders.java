package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import java.util.List;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** Creates folders with defaults, and jobs in them. */
abstract class JobsInFolders extends JenkinsWithStandIn {

    static final String OTHER = "ghp_AnotherTokenThatIsNotARealOne78901234";

    static final String MINIMAL = "recordDeployment name: 'shop', digest: '" + DIGEST + "', deploymentName: 'shop-web'";

    static final String CLUSTER = "recordClusterDeployments deployments: [[name: 'shop', digest: '" + DIGEST
            + "', deploymentName: 'shop-web']], githubRepository: 'shop'";

    static Folder folder(Consumer<FolderDefaultsProperty> values) throws Exception {
        return with(jenkins.createProject(Folder.class), values);
    }

    static Folder folder(Folder outer, Consumer<FolderDefaultsProperty> values) throws Exception {
        return with(outer.createProject(Folder.class, "inner"), values);
    }

    static Folder with(Folder folder, Consumer<FolderDefaultsProperty> values) throws Exception {
        var property = new FolderDefaultsProperty();
        values.accept(property);
        folder.addProperty(property);
        return folder;
    }

    static Folder keep(Folder folder, Credentials credentials) throws Exception {
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(credentials))}));
        return folder;
    }

    static WorkflowJob job(Folder folder, String script) throws Exception {
        return script(folder.createProject(WorkflowJob.class, "job"), script);
    }

    static FreeStyleProject freestyle(Folder folder) throws Exception {
        return folder.createProject(FreeStyleProject.class, "freestyle");
    }

    /** Adds the stand-in under two names, each with its own organization and credential. */
    void twoServers() throws Exception {
        DeploymentRecordServer second = server("second");
        second.setOrganization("second-org");
        second.setCredentialsId("second");
        servers(server("stand-in"), second);
        addGlobally(token("second", OTHER));
    }

    String organization() {
        gitHub.onlyRequest();
        return requests().get(0).get("path").textValue().split("/")[2];
    }

    String refusal(WorkflowJob job) throws Exception {
        WorkflowRun run = build(Result.FAILURE, job);
        assertThat(gitHub.received(), empty());
        return message(run, "ERROR: ");
    }
}
