package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.FieldErrorValidation;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The form of a folder's defaults. Fills lists and checks fields for users who may configure the folder. A blank field
 * shows the value that the folder's jobs get from outside of the folder.
 */
@Restricted(NoExternalUse.class)
public abstract class FolderDefaultsPropertyDescriptor extends AbstractFolderPropertyDescriptor {

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.FolderDefaults_displayName();
    }

    /**
     * Creates the property that a page posted.
     *
     * @return null if all values are blank
     * @throws FormException naming each value that cannot be used, and the reason
     */
    @CheckForNull
    @Override
    public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject posted) throws FormException {
        var property = (FolderDefaultsProperty)
                super.newInstance(request, posted.isNullObject() ? posted : PostedForm.normalize(posted));
        FolderDefaults values = property.values("");
        var errors = new ArrayList<>(values.errors());
        FormDefaults.serverlessError(values).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            throw new FormException(
                    Messages.FolderDefaults_refused(
                            errors.stream().map(FieldError::toString).collect(Collectors.joining("\n"))),
                    errors.get(0).field());
        }
        return values.isEmpty() ? null : property;
    }

    @POST
    public ListBoxModel doFillServerItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String server) {
        return new ServerOptions(item, FormDefaults.around(item)).list(server);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String credentialsId) {
        return new CredentialOptions(item, FormDefaults.around(item), server).list(credentialsId);
    }

    @POST
    public ListBoxModel doFillWaitItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String wait) {
        return new WaitOptions(item, FormDefaults.around(item)).list(wait);
    }

    @POST
    public FormValidation doCheckServer(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new ServerOptions(item, FormDefaults.around(item)).check(value);
    }

    @POST
    public FormValidation doCheckOrganization(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
        FormDefaults around = FormDefaults.around(item);
        return new FieldCheck(item, value)
                .literal(
                        around.server(server).flatMap(around::organization),
                        text -> FolderDefaults.error(RecordField.ORGANIZATION, text));
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
        String id = TypedText.trimToNull(value);
        Optional<FieldError> error = FolderDefaults.credentialError(id).or(() -> serverlessError(id, server));
        if (id == null || !new FormAccess(item).mayConfigure()) {
            return FormValidation.ok();
        }
        return error.isPresent()
                ? FieldErrorValidation.of(error)
                : new CredentialOptions(item, FormDefaults.around(item), server).check(id);
    }

    private static Optional<FieldError> serverlessError(String id, String server) {
        var values = new FolderDefaultsProperty();
        values.setCredentialsId(id);
        values.setServer(server);
        return FormDefaults.serverlessError(values.values(""));
    }

    @POST
    public FormValidation doCheckLogicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value)
                .literal(
                        FormDefaults.around(item).logicalEnvironment(),
                        text -> FolderDefaults.error(RecordField.LOGICAL_ENVIRONMENT, text));
    }

    @POST
    public FormValidation doCheckPhysicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value)
                .literal(
                        FormDefaults.around(item).physicalEnvironment(),
                        text -> FolderDefaults.error(RecordField.PHYSICAL_ENVIRONMENT, text));
    }

    @POST
    public FormValidation doCheckCluster(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value)
                .literal(FormDefaults.around(item).cluster(), text -> FolderDefaults.error(RecordField.CLUSTER, text));
    }

    @POST
    public FormValidation doCheckGithubRepository(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return CheckedOutRepository.isRequestedBy(value) && new FormAccess(item).mayConfigure()
                ? FormValidation.ok(Messages.DeploymentForm_checkedOut())
                : new FieldCheck(item, value)
                        .literal(FormDefaults.around(item).githubRepository(), FolderDefaults::repositoryError);
    }
}
