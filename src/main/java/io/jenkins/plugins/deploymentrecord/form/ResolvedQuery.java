package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A complete and valid query for the records of an artifact: the digest, the organization, the server, the credential,
 * and the environment to match. Defaults apply only to the server, organization and credential: a default environment
 * would hide records.
 *
 * @param credentialsId the credential's ID, as typed or from a folder or the server
 * @param place a matching record has the same values in all fields that are not null
 */
@Restricted(NoExternalUse.class)
public record ResolvedQuery(
        ArtifactDigest digest,
        String organization,
        DeploymentRecordServer server,
        ApiUrl url,
        String credentialsId,
        DeploymentForm place) {

    /**
     * Merges a form with the defaults and validates the result. May take long: it reads the artifact.
     *
     * @param expanded the form with its known errors
     * @param variables the build's variables; the form must not contain their secrets
     * @param defaults the defaults of the job
     * @param workspace the workspace with the files of {@code artifact} and {@code digestFile}; null if there is none
     * @throws InvalidDeploymentException naming all errors
     * @throws IOException if the workspace cannot be reached now
     */
    public static ResolvedQuery of(
            ExpandedForm<DeploymentForm> expanded,
            BuildVariables variables,
            ResolvedDeployment.CredentialRule credentials,
            FormDefaults defaults,
            @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        DeploymentForm place = expanded.form();
        var effective = new EffectiveForm(place, defaults);
        DeploymentForm form = effective.form();
        form.setLogicalEnvironment(place.getLogicalEnvironment());
        form.setPhysicalEnvironment(place.getPhysicalEnvironment());
        form.setCluster(place.getCluster());
        form.setGithubRepository(place.getGithubRepository());
        var errors = new FormErrors(expanded, form, effective.filled(), variables);
        defaults.serverError(form.getServer(), false).ifPresent(errors.list::add);
        Optional<ArtifactDigest> digest = digest(effective, expanded, variables, errors, workspace);
        if (effective.server().isPresent() || form.getOrganization() != null) {
            RecordField.ORGANIZATION.check(form.getOrganization()).ifPresent(errors.list::add);
        }
        checkIfGiven(RecordField.LOGICAL_ENVIRONMENT, form.getLogicalEnvironment(), errors);
        checkIfGiven(RecordField.PHYSICAL_ENVIRONMENT, form.getPhysicalEnvironment(), errors);
        checkIfGiven(RecordField.CLUSTER, form.getCluster(), errors);
        checkIfGiven(RecordField.DEPLOYMENT_NAME, form.getDeploymentName(), errors);
        ApiUrl url = effective.server().map(errors::url).orElse(null);
        errors.complete(url, credentials);
        if (!errors.list.isEmpty()) {
            throw InvalidDeploymentException.ofQuery(errors.list);
        }
        return new ResolvedQuery(
                digest.orElseThrow(),
                form.getOrganization(),
                effective.server().get(),
                url,
                form.getCredentialsId(),
                place);
    }

    private static Optional<ArtifactDigest> digest(
            EffectiveForm effective,
            ExpandedForm<DeploymentForm> expanded,
            BuildVariables variables,
            FormErrors errors,
            @CheckForNull Workspace workspace)
            throws IOException, InterruptedException {
        DeploymentForm form = effective.form();
        Optional<FieldError> artifactError = effective.artifactError();
        if (artifactError.isPresent()) {
            errors.list.add(artifactError.get());
            return Optional.empty();
        }
        if (form.needsFile()) {
            return new FoundArtifact(withName(form), expanded, variables, errors.list).in(workspace);
        }
        if (form.getImage() != null) {
            return ImageReference.parse(form.getImage()).map(ImageReference::digest);
        }
        DeploymentRecord.digestError(form.getDigest()).ifPresent(errors.list::add);
        return ArtifactDigest.parse(form.getDigest());
    }

    /** Returns a copy with a name. A query needs no name, so a file with several names and one digest is no error. */
    private static DeploymentForm withName(DeploymentForm form) {
        DeploymentForm named = form.copy();
        named.setName("any");
        return named;
    }

    private static void checkIfGiven(RecordField field, @CheckForNull String value, FormErrors errors) {
        if (value != null) {
            field.check(value).ifPresent(errors.list::add);
        }
    }

    /** Returns whether a record of the artifact matches the environment of the query. */
    public boolean matches(DeploymentRecordResponse record) {
        return matches(place.getLogicalEnvironment(), record.logicalEnvironment())
                && matches(place.getPhysicalEnvironment(), record.physicalEnvironment())
                && matches(place.getCluster(), record.cluster())
                && matches(place.getDeploymentName(), record.deploymentName());
    }

    private static boolean matches(@CheckForNull String wanted, @CheckForNull String is) {
        return wanted == null || wanted.equals(is);
    }
}
