package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The defaults of a folder for the deployments of its jobs. Blank values are null. Values from {@code config.xml} and
 * Job DSL are not checked here: the build that uses an invalid value names the folder in its error.
 *
 * <p>Saved by XStream, so it has plain fields only.
 */
@Restricted(NoExternalUse.class)
public final class FolderDefaultsProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private String server;
    private String organization;
    private String credentialsId;
    private String logicalEnvironment;
    private String physicalEnvironment;
    private String cluster;
    private String githubRepository;
    private Boolean wait;

    @DataBoundConstructor
    public FolderDefaultsProperty() {
        // all parameters are optional
    }

    /** Replaces the blank values of a file that was written by hand. */
    private Object readResolve() {
        setServer(server);
        setOrganization(organization);
        setCredentialsId(credentialsId);
        setLogicalEnvironment(logicalEnvironment);
        setPhysicalEnvironment(physicalEnvironment);
        setCluster(cluster);
        setGithubRepository(githubRepository);
        return this;
    }

    /** Returns this property unchanged if the page did not show the property. */
    @Override
    public AbstractFolderProperty<?> reconfigure(StaplerRequest2 request, @CheckForNull JSONObject posted)
            throws FormException {
        return posted == null ? this : super.reconfigure(request, posted);
    }

    /** @param folder the current full name of the folder, as a folder can be renamed */
    FolderDefaults values(String folder) {
        return new FolderDefaults(
                folder,
                server,
                organization,
                credentialsId,
                logicalEnvironment,
                physicalEnvironment,
                cluster,
                githubRepository,
                wait);
    }

    /** Returns the name of a server. */
    @CheckForNull
    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = TypedText.trimToNull(server);
    }

    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = TypedText.trimToNull(organization);
    }

    /** Returns the ID of a credential. A build looks it up in the build's own context. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = TypedText.trimToNull(credentialsId);
    }

    @CheckForNull
    public String getLogicalEnvironment() {
        return logicalEnvironment;
    }

    @DataBoundSetter
    public void setLogicalEnvironment(String logicalEnvironment) {
        this.logicalEnvironment = TypedText.trimToNull(logicalEnvironment);
    }

    @CheckForNull
    public String getPhysicalEnvironment() {
        return physicalEnvironment;
    }

    @DataBoundSetter
    public void setPhysicalEnvironment(String physicalEnvironment) {
        this.physicalEnvironment = TypedText.trimToNull(physicalEnvironment);
    }

    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = TypedText.trimToNull(cluster);
    }

    /** Returns a repository as typed, or {@code SCM} for the repository that a build checks out. */
    @CheckForNull
    public String getGithubRepository() {
        return githubRepository;
    }

    @DataBoundSetter
    public void setGithubRepository(String githubRepository) {
        this.githubRepository = TypedText.trimToNull(githubRepository);
    }

    /** Returns whether builds wait for GitHub's answer; null if the folder has no default. */
    @CheckForNull
    public Boolean getWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(@CheckForNull Boolean wait) {
        this.wait = wait;
    }

    /** Nested, because Jenkins derives the described property from the enclosing class. */
    @OptionalExtension(requirePlugins = "cloudbees-folder")
    @Symbol("deploymentRecords")
    public static final class DescriptorImpl extends FolderDefaultsPropertyDescriptor {}
}
