package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.cluster.OnMissingDigest;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.kubernetes.LabelSelector;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The only descriptor of the form for a cluster. All steps and pages with the form share it. */
@Extension
@Restricted(NoExternalUse.class)
public class ClusterFormDescriptor extends DeliveryFormDescriptor<ClusterForm> {

    private static final String HELP =
            "/descriptor/io.jenkins.plugins.deploymentrecord.pipeline.RecordClusterDeploymentsStep/help/";

    public ClusterFormDescriptor() {
        super(ClusterForm.class, HELP);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ClusterForm_displayName();
    }

    @POST
    public ListBoxModel doFillOnMissingDigestItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String onMissingDigest) {
        return ListOptions.of(
                new FormAccess(item).mayRead()
                        ? Arrays.stream(OnMissingDigest.values()).map(Enum::name)
                        : Stream.of(),
                onMissingDigest);
    }

    @POST
    public ListBoxModel doFillWorkloadsListedItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String workloadsListed) {
        ListBoxModel model = ListOptions.of(
                new FormAccess(item).mayRead() ? ClusterOptions.FLAGS.stream() : Stream.of(), workloadsListed);
        model.add(0, new ListBoxModel.Option(Messages.ClusterForm_asListed(), ""));
        return model;
    }

    @POST
    public FormValidation doCheckKubectlFile(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String deployments) {
        return new FieldCheck(item, value)
                .withProblem(ClusterSource.error(value, deployments), ArtifactFile.rule(ClusterForm.KUBECTL_FILE));
    }

    @POST
    public FormValidation doCheckDeployments(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String kubectlFile) {
        Optional<FieldError> both =
                TypedText.trimToNull(value) == null ? Optional.empty() : ClusterSource.error(kubectlFile, value);
        return new FieldCheck(item, value).withProblem(both, typed -> Optional.empty());
    }

    @POST
    public FormValidation doCheckDeploymentNameTemplate(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value).against(DeploymentNameTemplate::error);
    }

    @POST
    public FormValidation doCheckLabelSelector(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value).against(LabelSelector::error);
    }

    @POST
    public FormValidation doCheckMaxDecommissionPercent(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value).against(ClusterOptions::percentError);
    }
}
