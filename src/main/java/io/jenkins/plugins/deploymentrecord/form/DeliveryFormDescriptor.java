package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.lang.Klass;
import org.kohsuke.stapler.verb.POST;

/**
 * The part of a form's descriptor that all forms share. Fills lists and checks fields for users who may configure the
 * item (outside of items: for administrators). Users who may only view the item get only lists that reveal nothing
 * about this Jenkins.
 *
 * @param <F> the form
 */
@Restricted(NoExternalUse.class)
public abstract class DeliveryFormDescriptor<F extends DeliveryForm<F> & Describable<F>> extends Descriptor<F> {

    /** The path under which the Pipeline step reference finds the help files. */
    private final String help;

    DeliveryFormDescriptor(Class<F> form, String help) {
        super(form);
        this.help = help;
    }

    @Override
    public F newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject posted) throws FormException {
        return super.newInstance(request, PostedForm.normalize(posted));
    }

    @Override
    public String getHelpFile(Klass<?> clazz, String fieldName) {
        return help + fieldName;
    }

    @POST
    public ListBoxModel doFillResultOnErrorItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String resultOnError) {
        return ListOptions.of(
                new FormAccess(item).mayRead()
                        ? Arrays.stream(ResultOnError.values()).map(Enum::name)
                        : Stream.of(),
                resultOnError);
    }

    @POST
    public ListBoxModel doFillWaitItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String wait) {
        return new WaitOptions(item, FormDefaults.of(item)).list(wait);
    }

    @POST
    public ListBoxModel doFillServerItems(@CheckForNull @AncestorInPath Item item, @QueryParameter String server) {
        return new ServerOptions(item, FormDefaults.of(item)).list(server);
    }

    @POST
    public ComboBoxModel doFillOrganizationItems(@CheckForNull @AncestorInPath Item item) {
        var model = new ComboBoxModel();
        if (new FormAccess(item).mayConfigure()) {
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
        return new CredentialOptions(item, FormDefaults.of(item), server).list(credentialsId);
    }

    @POST
    public FormValidation doCheckOrganization(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
        var check = new FieldCheck(item, value);
        FormDefaults defaults = FormDefaults.of(item);
        return defaults.server(server)
                .map(found -> check.neededUnless(defaults.organization(found), RecordField.ORGANIZATION))
                .orElseGet(() -> check.against(RecordField.ORGANIZATION::check));
    }

    @POST
    public FormValidation doCheckLogicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value)
                .neededUnless(FormDefaults.of(item).logicalEnvironment(), RecordField.LOGICAL_ENVIRONMENT);
    }

    @POST
    public FormValidation doCheckPhysicalEnvironment(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value)
                .neededUnless(FormDefaults.of(item).physicalEnvironment(), RecordField.PHYSICAL_ENVIRONMENT);
    }

    @POST
    public FormValidation doCheckCluster(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new FieldCheck(item, value).neededUnless(FormDefaults.of(item).cluster(), RecordField.CLUSTER);
    }

    @POST
    public FormValidation doCheckServer(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        return new ServerOptions(item, FormDefaults.of(item)).check(value);
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String server) {
        return new CredentialOptions(item, FormDefaults.of(item), server).check(value);
    }
}
