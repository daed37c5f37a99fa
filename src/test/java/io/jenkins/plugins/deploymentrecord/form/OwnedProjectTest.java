package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.model.JobPropertyDescriptor;
import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.freestyle.RecordDeploymentBuilder;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/**
 * Tests a project that belongs to a job's property, such as a promotion. Its parents do not include the job's folder.
 */
class OwnedProjectTest extends JenkinsWithStandIn {

    private static final String OTHER = "ghp_AnotherTokenThatIsNotARealOne78901234";

    private Folder folder;
    private FreeStyleProject job;

    @BeforeEach
    void ownJob() throws Exception {
        folder = jenkins.createProject(Folder.class);
        job = folder.createProject(FreeStyleProject.class, "app");
    }

    private void addToFolder(String id, String token) throws Exception {
        folder.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(token(id, token)))}));
    }

    private Promotions promotions(String fullName) throws Exception {
        var promotions = new Promotions(fullName);
        job.addProperty(promotions);
        return promotions;
    }

    private FreeStyleProject promotion() throws Exception {
        Promotions promotions = promotions(job.getFullName() + "/promotion");
        var project = initialize(new FreeStyleProject(promotions, "production"));
        promotions.projects.add(project);
        return project;
    }

    private static FreeStyleProject initialize(FreeStyleProject project) {
        project.onCreatedFromScratch();
        return project;
    }

    private static void record(FreeStyleProject project, String credentialsId) throws Exception {
        DeploymentForm form = form();
        form.setCredentialsId(credentialsId);
        project.getBuildersList().add(new RecordDeploymentBuilder(form));
    }

    @Test
    void anOwnedProjectUsesACredentialOfItsJobsFolder() throws Exception {
        addToFolder("mine", OTHER);
        FreeStyleProject promotion = promotion();
        record(promotion, "mine");

        jenkins.buildAndAssertSuccess(promotion);

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void anOwnedProjectUsesTheDefaultsOfItsJobsFolder() throws Exception {
        addToFolder("mine", OTHER);
        var values = new FolderDefaultsProperty();
        values.setCredentialsId("mine");
        values.setCluster("blue");
        folder.addProperty(values);
        FreeStyleProject promotion = promotion();
        record(promotion, null);

        jenkins.buildAndAssertSuccess(promotion);

        assertThat(sentToken(), is(OTHER));
        assertThat(body().get("cluster").textValue(), is("blue"));
    }

    @Test
    void anOwnedProjectAndItsBuildShowTheResult() throws Exception {
        FreeStyleProject promotion = promotion();
        record(promotion, null);

        var run = jenkins.buildAndAssertSuccess(promotion);

        assertThat(Histories.of(run).entries().getFirst().state(), is(HistoryEntry.State.RECORDED));
        assertThat(
                Histories.of(promotion).contents().entries().getFirst().record().state(),
                is(HistoryEntry.State.RECORDED));
    }

    @Test
    void aRecordOfAnOwnedProjectIsDeliveredAfterItsBuild() throws Exception {
        addToFolder("mine", OTHER);
        FreeStyleProject promotion = promotion();
        record(promotion, "mine");
        servers(impatientServer("stand-in", gitHub.url()));
        gitHub.answerNext(429, Map.of("Retry-After", "8"), "{}");

        var run = jenkins.buildAndAssertSuccess(promotion);
        assertThat(JenkinsRule.getLog(run), containsString("still being delivered"));

        await("it is recorded", () -> gitHub.records().size() == 1);
        await(
                "its build shows it",
                () -> Histories.of(run).entries().getFirst().state() == HistoryEntry.State.RECORDED);
    }

    @Test
    void anOwnedProjectPrefersItsFoldersCredentialToAGlobalCredential() throws Exception {
        addToFolder("token", OTHER);
        FreeStyleProject promotion = promotion();
        record(promotion, null);

        jenkins.buildAndAssertSuccess(promotion);

        assertThat(sentToken(), is(OTHER));
    }

    @Test
    void anOwnedProjectUsesAGlobalCredential() throws Exception {
        FreeStyleProject promotion = promotion();
        record(promotion, "token");

        jenkins.buildAndAssertSuccess(promotion);

        assertThat(sentToken(), is(TOKEN));
    }

    @Test
    void theErrorOfAnOwnedProjectNamesTheSearchedFolders() throws Exception {
        FreeStyleProject promotion = promotion();
        record(promotion, "gone");

        var run = jenkins.buildAndAssertStatus(Result.FAILURE, promotion);

        assertThat(
                JenkinsRule.getLog(run),
                containsString("there is no credential \"gone\" that this build may use; looked in: folder \""
                        + folder.getFullName() + "\", the global credentials of Jenkins"));
    }

    /** A name that only looks like the job's name does not provide the job's values. */
    @Test
    void aJobWithoutThePropertyDoesNotOwnTheProject() throws Exception {
        addToFolder("mine", OTHER);
        FreeStyleProject stranger =
                initialize(new FreeStyleProject(new Promotions(job.getFullName() + "/promotion"), "production"));
        record(stranger, "mine");

        var run = jenkins.buildAndAssertStatus(Result.FAILURE, stranger);

        assertThat(JenkinsRule.getLog(run), containsString("there is no credential \"mine\""));
    }

    /** The parent of a job's promotions. */
    public static final class Promotions extends JobProperty<Job<?, ?>> implements ItemGroup<FreeStyleProject> {

        private final transient String fullName;
        private final transient List<FreeStyleProject> projects = new ArrayList<>();

        Promotions(String fullName) {
            this.fullName = fullName;
        }

        @Override
        public String getFullName() {
            return fullName;
        }

        @Override
        public String getFullDisplayName() {
            return fullName;
        }

        @Override
        public String getDisplayName() {
            return fullName;
        }

        @Override
        public Collection<FreeStyleProject> getItems() {
            return projects;
        }

        @Override
        public String getUrl() {
            return "job/" + fullName.replace("/", "/job/") + '/';
        }

        @Override
        public String getUrlChildPrefix() {
            return "";
        }

        @Override
        public FreeStyleProject getItem(String name) {
            return projects.stream()
                    .filter(project -> project.getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public File getRootDirFor(FreeStyleProject child) {
            return new File(getRootDir(), child.getName());
        }

        @Override
        public void onDeleted(FreeStyleProject item) {
            // no item is deleted
        }

        @Override
        public File getRootDir() {
            return new File(jenkins.jenkins.getRootDir(), "promotions/" + fullName);
        }

        @Override
        public void save() {
            // the job saves its promotions
        }

        @TestExtension
        public static final class DescriptorImpl extends JobPropertyDescriptor {}
    }
}
