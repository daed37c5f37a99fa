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
 * A question for the records of an artifact that nothing is missing from: which artifact, at which organization of which
 * server, with which credential, and the places that count. Defaults give server, organization and credential alone: a
 * default environment would hide records.
 *
 * @param credentialsId as typed, or that of a folder or the server
 * @param place whose fields that are not null a record must have
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
     * Merges a form with the defaults and checks all of it. May take long: it reads the artifact.
     *
     * @param expanded with the errors that are known already
     * @param variables those of the build: the form must not contain their secrets
     * @param defaults those of the job
     * @param workspace where the files of {@code artifact} and {@code digestFile} are looked for; null if there is none
     * @throws InvalidDeploymentException naming everything that is wrong
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

    /** A file with several names and one digest is no error here: the question needs no name. */
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

    /** Whether a record of the artifact is of a place that counts. */
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
