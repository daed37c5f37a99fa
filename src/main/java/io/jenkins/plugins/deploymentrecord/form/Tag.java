package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.TypedTags;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A tag of a record, as typed. Not a Java record, because XStream cannot load Java records. */
@Restricted(NoExternalUse.class)
public class Tag implements Describable<Tag>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;

    @DataBoundConstructor
    public Tag(String key, String value) {
        this.key = Util.fixNull(TypedText.trimToNull(key));
        this.value = Util.fixNull(TypedText.trimToNull(value));
    }

    @NonNull
    public String getKey() {
        return key;
    }

    @NonNull
    public String getValue() {
        return value;
    }

    @Extension
    public static class DescriptorImpl extends Descriptor<Tag> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Tag_displayName();
        }

        @POST
        public FormValidation doCheckKey(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
            return new FieldCheck(item, value).against(key -> TypedTags.error(key, ""));
        }

        @POST
        public FormValidation doCheckValue(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
            return new FieldCheck(item, value).against(text -> TypedTags.error("key", text));
        }
    }
}
