package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ChangingName;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.github.SourceRepository;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The only descriptor of the form for a deployment. All steps and pages with the form share it. */
@Extension
@Restricted(NoExternalUse.class)
public class DeploymentFormDescriptor extends DeliveryFormDescriptor<DeploymentForm> {

    /** The path under which the Pipeline step reference finds the help files. The form shows the same files. */
    private static final String HELP =
            "/descriptor/io.jenkins.plugins.deploymentrecord.pipeline.RecordDeploymentStep/help/";

    public DeploymentFormDescriptor() {
        super(DeploymentForm.class, HELP);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentForm_displayName();
    }

    /** Returns the names of the form's check boxes: all known risks and any other chosen text, such as a variable. */
    public List<String> runtimeRiskNames(@CheckForNull List<String> chosen) {
        return Stream.concat(
                        Arrays.stream(RuntimeRisk.values()).map(RuntimeRisk::jsonName), Util.fixNull(chosen).stream())
                .distinct()
                .toList();
    }

    @POST
    public ListBoxModel doFillStatusItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String status) {
        return ListOptions.of(
                new FormAccess(item).mayRead()
                        ? Arrays.stream(DeploymentStatus.values()).map(DeploymentStatus::jsonName)
                        : Stream.of(),
                status);
    }

    /**
     * Checks the name. A blank name is valid if there is an image, which has a name, or a file with the digest, which
     * may contain the name.
     */
    @POST
    public FormValidation doCheckName(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String image,
            @QueryParameter String digestFile) {
        var check = new FieldCheck(item, value);
        return TypedText.trimToNull(image) == null && TypedText.trimToNull(digestFile) == null
                ? check.needed(RecordField.NAME)
                : check.against(RecordField.NAME::check);
    }

    @POST
    public FormValidation doCheckVersion(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value).against(RecordField.VERSION::check);
    }

    @POST
    public FormValidation doCheckDeploymentName(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String version) {
        FormValidation checked = new FieldCheck(item, value).needed(RecordField.DEPLOYMENT_NAME);
        String typed = TypedText.trimToNull(value);
        return checked.kind == FormValidation.Kind.OK && typed != null && new FormAccess(item).mayConfigure()
                ? ChangingName.warningAsTyped(typed, version)
                        .map(FormValidation::warning)
                        .orElse(checked)
                : checked;
    }

    @POST
    public FormValidation doCheckDigest(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String digestFile,
            @QueryParameter String artifact,
            @QueryParameter String image) {
        return new FieldCheck(item, value)
                .in(
                        new ArtifactChoice(value, digestFile, artifact, image),
                        ArtifactChoice.DIGEST,
                        DeploymentRecord::digestError);
    }

    @POST
    public FormValidation doCheckDigestFile(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String digest,
            @QueryParameter String artifact,
            @QueryParameter String image) {
        return new FieldCheck(item, value)
                .in(
                        new ArtifactChoice(digest, value, artifact, image),
                        ArtifactChoice.DIGEST_FILE,
                        ArtifactFile.rule(ArtifactChoice.DIGEST_FILE));
    }

    @POST
    public FormValidation doCheckArtifact(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String digest,
            @QueryParameter String digestFile,
            @QueryParameter String image) {
        return new FieldCheck(item, value)
                .in(
                        new ArtifactChoice(digest, digestFile, value, image),
                        ArtifactChoice.ARTIFACT,
                        ArtifactFile.rule(ArtifactChoice.ARTIFACT));
    }

    @POST
    public FormValidation doCheckImage(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String digest,
            @QueryParameter String digestFile,
            @QueryParameter String artifact) {
        return new FieldCheck(item, value)
                .in(
                        new ArtifactChoice(digest, digestFile, artifact, value),
                        ArtifactChoice.IMAGE,
                        ImageReference::error);
    }

    @POST
    public FormValidation doCheckGithubRepository(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String organization,
            @QueryParameter String server) {
        FormDefaults defaults = FormDefaults.of(item);
        ApiUrl url = new FormAccess(item).mayConfigure()
                ? defaults.server(server)
                        .flatMap(found -> ApiUrl.parse(found.getApiUrl()))
                        .orElse(null)
                : null;
        FormValidation checked = new FieldCheck(item, value)
                .orDefault(defaults.githubRepository(), typed -> SourceRepository.error(typed, organization, url));
        return CheckedOutRepository.isRequestedBy(value) && new FormAccess(item).mayConfigure()
                ? FormValidation.ok(Messages.DeploymentForm_checkedOut())
                : checked;
    }

    /**
     * Shows the request that a build would send for the form. Sends nothing, reads no file, and looks up no credential.
     */
    @POST
    public HttpResponse doPreview(
            @CheckForNull @AncestorInPath Item item, StaplerRequest2 request, @QueryParameter String form) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
        DeploymentForm typed =
                request.bindJSON(DeploymentForm.class, PostedForm.normalize(JSONObject.fromObject(form)));
        return HttpResponses.plainText(new DeploymentPreview(typed, FormDefaults.of(item)).text(item));
    }
}
