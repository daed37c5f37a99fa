package io.jenkins.plugins.deploymentrecord.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The deployments of a whole cluster as typed in a Pipeline or in a freestyle job: a list printed by kubectl, or a list
 * of deployments. Blank values are null. {@link ResolvedCluster} validates the form.
 *
 * <p>Saved by XStream and in program.dat, so it has plain fields only.
 */
@Restricted(NoExternalUse.class)
public class ClusterForm extends DeliveryForm<ClusterForm> implements Describable<ClusterForm> {

    private static final long serialVersionUID = 1L;

    public static final String KUBECTL_FILE = "kubectlFile";
    public static final String DEPLOYMENTS = "deployments";

    static final String DEFAULT_ON_MISSING_DIGEST = "SKIP";
    static final String DEFAULT_MAX_DECOMMISSION_PERCENT = "30";

    /** Strict, so that nothing of a list is lost when the list is written again. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private String kubectlFile;
    private String deployments;
    private String deploymentNameTemplate;
    private String namespaces;
    private String excludeNamespaces;
    private String labelSelector;
    private String githubRepository;
    private String onMissingDigest = DEFAULT_ON_MISSING_DIGEST;
    private String workloadsListed;
    private String maxDecommissionPercent = DEFAULT_MAX_DECOMMISSION_PERCENT;
    private boolean full;
    private boolean decommissionMissing;
    /** Null means true, as a file may lack this value. */
    private Boolean initContainers;

    @DataBoundConstructor
    public ClusterForm() {
        // all parameters are optional
    }

    /** Sets the initial values that an edited file lacks: XStream and Java serialization call no constructor. */
    private Object readResolve() {
        setResultOnError(getResultOnError());
        setOnMissingDigest(onMissingDigest);
        setMaxDecommissionPercent(maxDecommissionPercent);
        return this;
    }

    /** Returns whether the form itself contains the deployments as a JSON list, instead of the path of a file. */
    boolean hasInlineDeployments() {
        return deployments != null && deployments.startsWith("[");
    }

    @Override
    public boolean needsFile() {
        return kubectlFile != null || deployments != null && !hasInlineDeployments();
    }

    @Override
    ClusterForm copy(BinaryOperator<String> text) {
        var copy = new ClusterForm();
        copyTo(copy, text);
        copy.setKubectlFile(text.apply(KUBECTL_FILE, kubectlFile));
        copy.setDeployments(hasInlineDeployments() ? copyOfList(text) : text.apply(DEPLOYMENTS, deployments));
        copy.setDeploymentNameTemplate(text.apply("deploymentNameTemplate", deploymentNameTemplate));
        copy.setNamespaces(text.apply("namespaces", namespaces));
        copy.setExcludeNamespaces(text.apply("excludeNamespaces", excludeNamespaces));
        copy.setLabelSelector(text.apply("labelSelector", labelSelector));
        copy.setGithubRepository(githubRepository == null ? null : copyOfLines(text));
        copy.setOnMissingDigest(text.apply("onMissingDigest", onMissingDigest));
        copy.setWorkloadsListed(text.apply("workloadsListed", workloadsListed));
        copy.setMaxDecommissionPercent(text.apply("maxDecommissionPercent", maxDecommissionPercent));
        copy.setFull(full);
        copy.setDecommissionMissing(decommissionMissing);
        copy.setInitContainers(isInitContainers());
        return copy;
    }

    /**
     * Replaces each text of the JSON list separately, so that the value of a variable cannot add fields. Returns a list
     * that is not valid JSON unchanged.
     */
    private String copyOfList(BinaryOperator<String> text) {
        try {
            return JsonTexts.replace(JSON.readTree(deployments), DEPLOYMENTS, text)
                    .toString();
        } catch (JsonProcessingException e) {
            return deployments;
        }
    }

    /** Replaces each line separately, as all lines together may be longer than the limit of a text. */
    private String copyOfLines(BinaryOperator<String> text) {
        return githubRepository
                .lines()
                .map(line -> text.apply("githubRepository", line))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    @CheckForNull
    public String getKubectlFile() {
        return kubectlFile;
    }

    @DataBoundSetter
    public void setKubectlFile(String kubectlFile) {
        this.kubectlFile = TypedText.trimToNull(kubectlFile);
    }

    /** Returns a JSON list, or the path of a file with such a list. */
    @CheckForNull
    public String getDeployments() {
        return deployments;
    }

    @DataBoundSetter
    public void setDeployments(String deployments) {
        this.deployments = TypedText.trimToNull(deployments);
    }

    /** Returns the template; null for the default. */
    @CheckForNull
    public String getDeploymentNameTemplate() {
        return deploymentNameTemplate;
    }

    @DataBoundSetter
    public void setDeploymentNameTemplate(String deploymentNameTemplate) {
        this.deploymentNameTemplate = TypedText.trimToNull(deploymentNameTemplate);
    }

    /** Returns names separated by commas or white space; null for all namespaces. */
    @CheckForNull
    public String getNamespaces() {
        return namespaces;
    }

    @DataBoundSetter
    public void setNamespaces(String namespaces) {
        this.namespaces = TypedText.trimToNull(namespaces);
    }

    /** Returns names in the format of {@link #getNamespaces}; null for no namespaces. */
    @CheckForNull
    public String getExcludeNamespaces() {
        return excludeNamespaces;
    }

    @DataBoundSetter
    public void setExcludeNamespaces(String excludeNamespaces) {
        this.excludeNamespaces = TypedText.trimToNull(excludeNamespaces);
    }

    @CheckForNull
    public String getLabelSelector() {
        return labelSelector;
    }

    @DataBoundSetter
    public void setLabelSelector(String labelSelector) {
        this.labelSelector = TypedText.trimToNull(labelSelector);
    }

    /** Returns a repository for all deployments, or lines of the form {@code image=repository}. */
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

    /** Returns SKIP or FAIL, as typed. */
    @NonNull
    public String getOnMissingDigest() {
        return onMissingDigest;
    }

    @DataBoundSetter
    public void setOnMissingDigest(String onMissingDigest) {
        String typed = TypedText.trimToNull(onMissingDigest);
        this.onMissingDigest = typed == null ? DEFAULT_ON_MISSING_DIGEST : typed;
    }

    /** Returns a percentage from 0 to 100, as typed. */
    @NonNull
    public String getMaxDecommissionPercent() {
        return maxDecommissionPercent;
    }

    @DataBoundSetter
    public void setMaxDecommissionPercent(String maxDecommissionPercent) {
        String typed = TypedText.trimToNull(maxDecommissionPercent);
        this.maxDecommissionPercent = typed == null ? DEFAULT_MAX_DECOMMISSION_PERCENT : typed;
    }

    /** Returns whether unchanged deployments are sent as well. */
    public boolean isFull() {
        return full;
    }

    @DataBoundSetter
    public void setFull(boolean full) {
        this.full = full;
    }

    public boolean isDecommissionMissing() {
        return decommissionMissing;
    }

    @DataBoundSetter
    public void setDecommissionMissing(boolean decommissionMissing) {
        this.decommissionMissing = decommissionMissing;
    }

    public boolean isInitContainers() {
        return initContainers == null || initContainers;
    }

    @DataBoundSetter
    public void setInitContainers(boolean initContainers) {
        this.initContainers = initContainers;
    }

    /** Returns {@code true} or {@code false}, as typed; null to determine it from the list. */
    @CheckForNull
    public String getWorkloadsListed() {
        return workloadsListed;
    }

    @DataBoundSetter
    public void setWorkloadsListed(String workloadsListed) {
        this.workloadsListed = TypedText.trimToNull(workloadsListed);
    }
}
