package io.jenkins.plugins.deploymentrecord.publisher;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.configuration.FaultValidation;
import io.jenkins.plugins.deploymentrecord.configuration.TokenCredentials;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ChangingName;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.github.SourceRepository;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.lang.Klass;
import org.kohsuke.stapler.verb.POST;

/**
 * The one descriptor behind the form, wherever it stands. Fills and checks for people who may configure the item (outside
 * of items: for administrators); who may only look at it gets the lists that tell nothing of this Jenkins.
 */
@Extension
@Restricted(NoExternalUse.class)
public class DeploymentFormDescriptor extends Descriptor<DeploymentForm> {

    /** Where the Pipeline step reference reads the help files; the form shows the same ones. */
    private static final String HELP =
            "/descriptor/io.jenkins.plugins.deploymentrecord.pipeline.RecordDeploymentStep/help/";

    public DeploymentFormDescriptor() {
        super(DeploymentForm.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentForm_displayName();
    }

    @Override
    public String getHelpFile(Klass<?> clazz, String fieldName) {
        return HELP + fieldName;
    }

    @Override
    public DeploymentForm newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject posted)
            throws FormException {
        return super.newInstance(request, withCleared(posted));
    }

    /**
     * A form that lists no tags says nothing of them. That GitHub shall have none is a box of its own, here made the empty
     * list that Pipelines and files write for it; so is it for the runtime risks.
     */
    public static JSONObject withCleared(JSONObject posted) {
        Map.of("clearTags", "tags", "clearRuntimeRisks", "runtimeRisks").forEach((box, list) -> {
            if (posted.optBoolean(box) && !posted.has(list)) {
                posted.put(list, new JSONArray());
            }
            posted.remove(box);
        });
        return posted;
    }

    /** For the form's check boxes: all that there are, and what is chosen besides, such as a variable. */
    public List<String> runtimeRiskNames(@CheckForNull List<String> chosen) {
        return Stream.concat(
                        Arrays.stream(RuntimeRisk.values()).map(RuntimeRisk::wireName), Util.fixNull(chosen).stream())
                .distinct()
                .toList();
    }

    @POST
    public ListBoxModel doFillStatusItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String status) {
        return options(
                mayRead(item) ? Arrays.stream(DeploymentStatus.values()).map(DeploymentStatus::wireName) : Stream.of(),
                status);
    }

    @POST
    public ListBoxModel doFillResultOnErrorItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String resultOnError) {
        return options(
                mayRead(item) ? Arrays.stream(ResultOnError.values()).map(Enum::name) : Stream.of(), resultOnError);
    }

    @POST
    public ListBoxModel doFillServerItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String server) {
        ListBoxModel model = options(
                mayConfigure(item)
                        ? DeploymentRecordsConfiguration.get().getServers().stream()
                                .map(DeploymentRecordServer::getName)
                        : Stream.of(),
                server);
        if (mayRead(item)) {
            model.add(0, new ListBoxModel.Option(Messages.DeploymentForm_firstServer(), ""));
        }
        return model;
    }

    /**
     * What is chosen stays so, though it may be a variable or a server that is gone: or saving the form would silently
     * change it.
     */
    private static ListBoxModel options(Stream<String> known, @CheckForNull String chosen) {
        var model = new ListBoxModel();
        Stream.concat(known, Stream.ofNullable(Util.fixEmpty(chosen)))
                .distinct()
                .forEach(model::add);
        return model;
    }

    @POST
    public ComboBoxModel doFillOrganizationItems(@CheckForNull @AncestorInPath Item item) {
        var model = new ComboBoxModel();
        if (mayConfigure(item)) {
            DeploymentRecordsConfiguration.get().getServers().stream()
                    .map(DeploymentRecordServer::getOrganization)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(model::add);
        }
        return model;
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String credentialsId) {
        return mayUseCredentials(item)
                ? usableCredentials(item, server).includeCurrentValue(credentialsId)
                : new StandardListBoxModel().includeCurrentValue(credentialsId);
    }

    @POST
    public FormValidation doCheckOrganization(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.ORGANIZATION::check);
    }

    @POST
    public FormValidation doCheckName(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.NAME::check);
    }

    @POST
    public FormValidation doCheckVersion(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.VERSION::check);
    }

    @POST
    public FormValidation doCheckLogicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.LOGICAL_ENVIRONMENT::check);
    }

    @POST
    public FormValidation doCheckPhysicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.PHYSICAL_ENVIRONMENT::check);
    }

    @POST
    public FormValidation doCheckCluster(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, RecordField.CLUSTER::check);
    }

    @POST
    public FormValidation doCheckDeploymentName(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String version) {
        FormValidation checked = check(item, value, RecordField.DEPLOYMENT_NAME::check);
        String typed = TypedText.trimToNull(value);
        return checked.kind == FormValidation.Kind.OK && typed != null && mayConfigure(item)
                ? ChangingName.warningAsTyped(typed, version)
                        .map(FormValidation::warning)
                        .orElse(checked)
                : checked;
    }

    @POST
    public FormValidation doCheckDigest(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String artifact,
            @QueryParameter String image) {
        List<String> given = DeploymentDraft.artifactFields(value, artifact, image);
        return mayConfigure(item) && given.size() > 1
                ? FormValidation.error(Messages.DeploymentDraft_manyArtifacts(String.join(", ", given)))
                : check(item, value, DeploymentRecord::digestFault);
    }

    @POST
    public FormValidation doCheckArtifact(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, ArtifactFile::fault);
    }

    @POST
    public FormValidation doCheckServer(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? FaultValidation.of(DeploymentDraft.serverFault(value, true)) : FormValidation.ok();
    }

    /** Names no credential that the list would not show, so nothing can be found out by asking. */
    @POST
    public FormValidation doCheckCredentialsId(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
        String typed = TypedText.trimToNull(value);
        if (typed == null || typed.indexOf('$') >= 0 || !mayUseCredentials(item)) {
            return FormValidation.ok();
        }
        return usableCredentials(item, server).stream().anyMatch(option -> option.value.equals(typed))
                ? FormValidation.ok()
                : FormValidation.warning(Messages.DeploymentForm_unusableCredential(RecordField.given(typed)));
    }

    @POST
    public FormValidation doCheckImage(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, ImageReference::fault);
    }

    @POST
    public FormValidation doCheckGithubRepository(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String organization,
            @QueryParameter String server) {
        ApiUrl url = mayConfigure(item)
                ? DeploymentRecordsConfiguration.get()
                        .findServer(server)
                        .flatMap(DeploymentDraft::url)
                        .orElse(null)
                : null;
        return check(item, value, typed -> SourceRepository.fault(typed, organization, url));
    }

    /** What a build would send, for the form as it stands; sends nothing, reads no file, looks no credential up. */
    @POST
    public HttpResponse doPreview(
            @CheckForNull @AncestorInPath Item item, StaplerRequest2 request, @QueryParameter String form) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
        DeploymentForm typed = request.bindJSON(DeploymentForm.class, withCleared(JSONObject.fromObject(form)));
        return HttpResponses.plainText(new DeploymentPreview(typed).text(item));
    }

    /** A blank field is right while typing, as a default may serve; a variable's value is known in the build alone. */
    static FormValidation check(@CheckForNull Item item, String value, Function<String, Optional<Fault>> rule) {
        String typed = TypedText.trimToNull(value);
        if (!mayConfigure(item) || typed == null) {
            return FormValidation.ok();
        }
        VariableText text = VariableText.expand(typed, name -> null);
        return text.unknown().isEmpty() ? FaultValidation.of(rule.apply(text.value())) : FormValidation.ok();
    }

    private static StandardListBoxModel usableCredentials(@CheckForNull Item item, @CheckForNull String server) {
        List<DomainRequirement> requirements = DeploymentRecordsConfiguration.get()
                .findServer(server)
                .map(found -> URIRequirementBuilder.fromUri(found.getApiUrl()).build())
                .orElse(List.of());
        var model = new StandardListBoxModel();
        model.includeEmptyValue();
        model.includeMatchingAs(
                item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2,
                item,
                StandardCredentials.class,
                requirements,
                TokenCredentials.FITTING);
        return model;
    }

    private static boolean mayUseCredentials(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** Who may look at the form without changing it. */
    private static boolean mayRead(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
    }

    private static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
