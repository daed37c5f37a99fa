package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentEnvironment;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The fields that the forms for a single deployment and for a whole cluster share: the environment, the server with its
 * organization and credential, and the build's behavior. Blank values are null.
 *
 * @param <F> the form's own type
 */
@Restricted(NoExternalUse.class)
public abstract class DeliveryForm<F extends DeliveryForm<F>> extends DeploymentEnvironment {

    private static final long serialVersionUID = 1L;

    /** The field of a credential's ID. The credentials API itself expands an expression in this field. */
    public static final String CREDENTIALS_ID = "credentialsId";

    public static final String DEFAULT_RESULT_ON_ERROR = "FAILURE";

    private String organization;
    private String server;
    private String credentialsId;
    private String resultOnError = DEFAULT_RESULT_ON_ERROR;
    /** Null if the defaults of the folders decide. */
    private Boolean wait;

    private boolean dryRun;

    /** @param text maps a field's name and a text of the field, or null, to the text of the copy */
    abstract F copy(BinaryOperator<String> text);

    F copy() {
        return copy((field, text) -> text);
    }

    /** Returns the repositories of the artifacts, as typed; null if none was typed. */
    @CheckForNull
    public abstract String getGithubRepository();

    public abstract void setGithubRepository(String githubRepository);

    /** Returns whether a file must be read before the records are known. */
    public abstract boolean needsFile();

    /** Copies the fields of this class. */
    void copyTo(F copy, BinaryOperator<String> text) {
        copy.setOrganization(text.apply("organization", organization));
        copy.setLogicalEnvironment(text.apply("logicalEnvironment", getLogicalEnvironment()));
        copy.setPhysicalEnvironment(text.apply("physicalEnvironment", getPhysicalEnvironment()));
        copy.setCluster(text.apply("cluster", getCluster()));
        copy.setServer(text.apply("server", server));
        copy.setCredentialsId(text.apply(CREDENTIALS_ID, credentialsId));
        copy.setResultOnError(text.apply("resultOnError", resultOnError));
        copy.setWait(wait);
        copy.setDryRun(dryRun);
    }

    /** Returns the texts of all fields, each with the name of its field. */
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

    /** Returns FAILURE, UNSTABLE or SUCCESS, as typed. {@link ResultOnError} validates it. */
    @NonNull
    public String getResultOnError() {
        return resultOnError;
    }

    @DataBoundSetter
    public void setResultOnError(String resultOnError) {
        String typed = TypedText.trimToNull(resultOnError);
        this.resultOnError = typed == null ? DEFAULT_RESULT_ON_ERROR : typed;
    }

    /** Returns whether the build waits for GitHub's answer; null if the form does not specify it. */
    @CheckForNull
    public Boolean getWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(@CheckForNull Boolean wait) {
        this.wait = wait;
    }

    /** Returns whether the build waits for GitHub's answer. It does by default. */
    boolean waits() {
        return !Boolean.FALSE.equals(wait);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }
}
