package io.jenkins.plugins.deploymentrecord.form;

import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.List;
import java.util.Optional;

/** A form whose blank fields have the defaults of its folders, its server and the controller. It may be invalid. */
final class EffectiveForm {

    private final DeploymentForm form;
    private final FilledDefaults filled;

    EffectiveForm(DeploymentForm typed, FormDefaults defaults) {
        form = typed.copy();
        filled = defaults.fillIn(form);
        image().filter(image -> form.getName() == null).ifPresent(image -> form.setName(image.name()));
    }

    DeploymentForm form() {
        return form;
    }

    FilledDefaults filled() {
        return filled;
    }

    /** Returns the server; empty if it does not exist, see {@link FormDefaults#serverError}. */
    Optional<DeploymentRecordServer> server() {
        return filled.server();
    }

    /**
     * Replaces {@link CheckedOutRepository#SCM} by the repository that the build checked out, unless there is an error.
     *
     * @return empty if the form does not use {@code SCM}, or if its server cannot be used
     */
    Optional<CheckedOutRepository> resolveRepository(Checkouts checkouts) {
        Optional<CheckedOutRepository> checkedOut = url().filter(
                        url -> CheckedOutRepository.isRequestedBy(form.getGithubRepository()))
                .map(url -> CheckedOutRepository.of(checkouts.remotes(), form.getOrganization(), url));
        checkedOut.flatMap(CheckedOutRepository::name).ifPresent(form::setGithubRepository);
        return checkedOut;
    }

    private Optional<ApiUrl> url() {
        return server().flatMap(from -> ApiUrl.parse(from.getApiUrl()));
    }

    private Optional<ImageReference> image() {
        return Optional.ofNullable(form.getImage()).flatMap(ImageReference::parse);
    }

    /** Returns a builder with everything except the digest of a file, which must still be read. */
    DeploymentRecord.Builder builder() {
        var builder = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, form.getOrganization())
                .set(RecordField.NAME, form.getName())
                .set(RecordField.VERSION, form.getVersion())
                .set(RecordField.LOGICAL_ENVIRONMENT, form.getLogicalEnvironment())
                .set(RecordField.PHYSICAL_ENVIRONMENT, form.getPhysicalEnvironment())
                .set(RecordField.CLUSTER, form.getCluster())
                .set(RecordField.DEPLOYMENT_NAME, form.getDeploymentName())
                .set(RecordField.GITHUB_REPOSITORY, form.getGithubRepository())
                .digest(image().map(image -> image.digest().value()).orElse(form.getDigest()))
                .status(form.getStatus());
        url().ifPresent(builder::server);
        List<String> runtimeRisks = form.getRuntimeRisks();
        if (runtimeRisks != null) {
            builder.runtimeRisks(runtimeRisks);
        }
        List<Tag> tags = form.getTags();
        if (tags != null) {
            builder.replaceTags();
            tags.forEach(tag -> builder.tag(tag.getKey(), tag.getValue()));
        }
        return builder;
    }

    /** Returns an error unless the form names the artifact in exactly one valid way. */
    Optional<FieldError> artifactError() {
        return ArtifactChoice.of(form)
                .error()
                .or(() -> Optional.ofNullable(form.getImage()).flatMap(ImageReference::error));
    }
}
