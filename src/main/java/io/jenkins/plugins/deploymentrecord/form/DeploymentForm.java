package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A deployment as a person writes it, the same in a Pipeline and in a freestyle job. Every field is optional here, so
 * that defaults can serve; {@link ResolvedDeployment} tells what is missing. Blank values are null; tags and risks are
 * null if they were not given, and empty if they were given as empty, which takes away those that GitHub has.
 *
 * <p>Kept by XStream and in program.dat: plain fields and plain lists alone.
 */
@Restricted(NoExternalUse.class)
public class DeploymentForm extends DeploymentPlace implements Describable<DeploymentForm> {

    private static final long serialVersionUID = 1L;

    /** Of a credential, which the credentials API itself expands if it is an expression. */
    public static final String CREDENTIALS_ID = "credentialsId";

    public static final String DEFAULT_RESULT_ON_ERROR = "FAILURE";

    private String organization;
    private String name;
    private String digest;
    private String digestFile;
    private String artifact;
    private String image;
    private String version;
    private String status = DeploymentStatus.DEPLOYED.jsonName();
    private String githubRepository;
    private ArrayList<Tag> tags;
    private ArrayList<String> runtimeRisks;
    private String server;
    private String credentialsId;
    private String resultOnError = DEFAULT_RESULT_ON_ERROR;
    /** Null for true, as a file may lack it. */
    private Boolean wait;

    private boolean dryRun;

    @DataBoundConstructor
    public DeploymentForm() {
        // all optional
    }

    /** What an older or edited file lacks has no initial value: XStream and Java serialization call no constructor. */
    private Object readResolve() {
        setStatus(status);
        setResultOnError(resultOnError);
        return this;
    }

    /** Whether a file has to be read before the artifact's digest is known. */
    public boolean needsFile() {
        return artifact != null || digestFile != null;
    }

    /** A copy with the artifact's digest and name in the place of the file that gave them. */
    public DeploymentForm withDigest(ArtifactDigest found, String nameFound) {
        DeploymentForm copy = copy();
        copy.artifact = null;
        copy.digestFile = null;
        copy.digest = found.value();
        copy.name = nameFound;
        return copy;
    }

    DeploymentForm copy() {
        return copy((field, text) -> text);
    }

    /** @param text takes a field's name and a text that stands in it, or null; gives what the copy has in its place */
    DeploymentForm copy(BinaryOperator<String> text) {
        var copy = new DeploymentForm();
        copy.setOrganization(text.apply("organization", organization));
        copy.setName(text.apply("name", name));
        copy.setDigest(text.apply("digest", digest));
        copy.setDigestFile(text.apply("digestFile", digestFile));
        copy.setArtifact(text.apply("artifact", artifact));
        copy.setImage(text.apply("image", image));
        copy.setVersion(text.apply("version", version));
        copy.setStatus(text.apply("status", status));
        copy.setLogicalEnvironment(text.apply("logicalEnvironment", getLogicalEnvironment()));
        copy.setPhysicalEnvironment(text.apply("physicalEnvironment", getPhysicalEnvironment()));
        copy.setCluster(text.apply("cluster", getCluster()));
        copy.setDeploymentName(text.apply("deploymentName", getDeploymentName()));
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
        copy.setServer(text.apply("server", server));
        copy.setCredentialsId(text.apply(CREDENTIALS_ID, credentialsId));
        copy.setResultOnError(text.apply("resultOnError", resultOnError));
        copy.setWait(isWait());
        copy.setDryRun(dryRun);
        return copy;
    }

    /** What stands in the fields, each text with its field's name. */
    List<Map.Entry<String, String>> texts() {
        var texts = new ArrayList<Map.Entry<String, String>>();
        copy((field, text) -> {
            if (text != null) {
                texts.add(Map.entry(field, text));
            }
            return text;
        });
        return texts;
    }

    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = TypedText.trimToNull(organization);
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
    public String getGithubRepository() {
        return githubRepository;
    }

    @DataBoundSetter
    public void setGithubRepository(String githubRepository) {
        this.githubRepository = TypedText.trimToNull(githubRepository);
    }

    /** Null if none were given; empty if GitHub shall have none. */
    @CheckForNull
    public List<Tag> getTags() {
        return tags == null ? null : new ArrayList<>(tags);
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<Tag> tags) {
        this.tags = tags == null ? null : new ArrayList<>(tags);
    }

    /** Null if none were given; empty if GitHub shall have none. */
    @CheckForNull
    public List<String> getRuntimeRisks() {
        return runtimeRisks == null ? null : new ArrayList<>(runtimeRisks);
    }

    @DataBoundSetter
    public void setRuntimeRisks(@CheckForNull List<String> runtimeRisks) {
        this.runtimeRisks = runtimeRisks == null ? null : new ArrayList<>(runtimeRisks);
    }

    @CheckForNull
    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(String server) {
        this.server = TypedText.trimToNull(server);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = TypedText.trimToNull(credentialsId);
    }

    /** FAILURE, UNSTABLE or SUCCESS, as typed: {@link ResultOnError} is the rule. */
    @NonNull
    public String getResultOnError() {
        return resultOnError;
    }

    @DataBoundSetter
    public void setResultOnError(String resultOnError) {
        String typed = TypedText.trimToNull(resultOnError);
        this.resultOnError = typed == null ? DEFAULT_RESULT_ON_ERROR : typed;
    }

    /** Whether the build waits for GitHub's answer. */
    public boolean isWait() {
        return wait == null || wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }
}
