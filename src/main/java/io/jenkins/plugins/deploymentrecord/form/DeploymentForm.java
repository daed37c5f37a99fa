package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A deployment as typed in a Pipeline or in a freestyle job. Every field is optional, so that defaults can fill it in;
 * {@link ResolvedDeployment} reports the missing fields. Blank values are null. Tags and risks are null if they were
 * not specified. An empty list removes the tags or risks that GitHub has.
 *
 * <p>Saved by XStream and in program.dat, so it has plain fields and plain lists only.
 */
@Restricted(NoExternalUse.class)
public class DeploymentForm extends DeliveryForm<DeploymentForm> implements Describable<DeploymentForm> {

    private static final long serialVersionUID = 1L;

    private String name;
    private String digest;
    private String digestFile;
    private String artifact;
    private String image;
    private String version;
    private String deploymentName;
    private String status = DeploymentStatus.DEPLOYED.jsonName();
    private String githubRepository;
    private ArrayList<Tag> tags;
    private ArrayList<String> runtimeRisks;

    @DataBoundConstructor
    public DeploymentForm() {
        // all parameters are optional
    }

    /**
     * Sets the initial values that an older or edited file lacks: XStream and Java serialization call no constructor.
     */
    private Object readResolve() {
        setStatus(status);
        setResultOnError(getResultOnError());
        return this;
    }

    @Override
    public boolean needsFile() {
        return artifact != null || digestFile != null;
    }

    /** Returns a copy with the artifact's digest and name instead of the file that they were read from. */
    public DeploymentForm withDigest(ArtifactDigest found, String nameFound) {
        DeploymentForm copy = copy();
        copy.artifact = null;
        copy.digestFile = null;
        copy.digest = found.value();
        copy.name = nameFound;
        return copy;
    }

    @Override
    DeploymentForm copy(BinaryOperator<String> text) {
        var copy = new DeploymentForm();
        copy.setName(text.apply("name", name));
        copy.setDigest(text.apply("digest", digest));
        copy.setDigestFile(text.apply("digestFile", digestFile));
        copy.setArtifact(text.apply("artifact", artifact));
        copy.setImage(text.apply("image", image));
        copy.setVersion(text.apply("version", version));
        copy.setStatus(text.apply("status", status));
        copy.setDeploymentName(text.apply("deploymentName", deploymentName));
        copy.setGithubRepository(text.apply("githubRepository", githubRepository));
        if (tags != null) {
            copy.setTags(tags.stream()
                    .map(tag -> new Tag(text.apply("tags", tag.getKey()), text.apply("tags", tag.getValue())))
                    .toList());
        }
        if (runtimeRisks != null) {
            copy.setRuntimeRisks(runtimeRisks.stream()
                    .map(risk -> text.apply("runtimeRisks", risk))
                    .toList());
        }
        copyTo(copy, text);
        return copy;
    }

    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = TypedText.trimToNull(name);
    }

    @CheckForNull
    public String getDigest() {
        return digest;
    }

    @DataBoundSetter
    public void setDigest(String digest) {
        this.digest = TypedText.trimToNull(digest);
    }

    @CheckForNull
    public String getDigestFile() {
        return digestFile;
    }

    @DataBoundSetter
    public void setDigestFile(String digestFile) {
        this.digestFile = TypedText.trimToNull(digestFile);
    }

    @CheckForNull
    public String getArtifact() {
        return artifact;
    }

    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = TypedText.trimToNull(artifact);
    }

    @CheckForNull
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = TypedText.trimToNull(image);
    }

    @CheckForNull
    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = TypedText.trimToNull(version);
    }

    @CheckForNull
    public String getDeploymentName() {
        return deploymentName;
    }

    @DataBoundSetter
    public void setDeploymentName(String deploymentName) {
        this.deploymentName = TypedText.trimToNull(deploymentName);
    }

    @NonNull
    public String getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(String status) {
        String typed = TypedText.trimToNull(status);
        this.status = typed == null ? DeploymentStatus.DEPLOYED.jsonName() : typed;
    }

    @CheckForNull
    @Override
    public String getGithubRepository() {
        return githubRepository;
    }

    @DataBoundSetter
    @Override
    public void setGithubRepository(String githubRepository) {
        this.githubRepository = TypedText.trimToNull(githubRepository);
    }

    /** Returns the tags; null to keep GitHub's tags, empty to remove them. */
    @CheckForNull
    public List<Tag> getTags() {
        return tags == null ? null : new ArrayList<>(tags);
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<Tag> tags) {
        this.tags = tags == null ? null : new ArrayList<>(tags);
    }

    /** Returns the risks; null to keep GitHub's risks, empty to remove them. */
    @CheckForNull
    public List<String> getRuntimeRisks() {
        return runtimeRisks == null ? null : new ArrayList<>(runtimeRisks);
    }

    @DataBoundSetter
    public void setRuntimeRisks(@CheckForNull List<String> runtimeRisks) {
        this.runtimeRisks = runtimeRisks == null ? null : new ArrayList<>(runtimeRisks);
    }
}
