package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The valid records of a call. Each record is valid, and so is their combination: deployment names are unique, and
 * records with the same repository and digest have the same name and version, as GitHub requires for one request. If
 * typed deployments break this rule, that is an error; for containers, {@link SharedDigests} unifies name and version.
 *
 * @param records in the order of the list
 * @param skipped the containers and pods without a record
 * @param notices sentences about doubtful deployments
 */
public record ClusterRecords(
        ClusterTarget target, List<ClusterRecord> records, List<SkippedContainer> skipped, List<String> notices) {

    private static final String DIGEST = "digest";
    private static final String IMAGE = "image";
    private static final String NAME = RecordField.NAME.parameterName();
    private static final String DEPLOYMENT_NAME = RecordField.DEPLOYMENT_NAME.parameterName();
    private static final String REPOSITORY = RecordField.GITHUB_REPOSITORY.parameterName();

    /**
     * Validates the deployments of a call.
     *
     * @throws InvalidDeploymentException with every error of the target, the list and the repositories
     */
    public static ClusterRecords of(DeploymentList list, ClusterTarget target, RepositoryByImage repositories)
            throws InvalidDeploymentException {
        var errors = new ArrayList<>(target.errors());
        errors.addAll(repositories.errors(target));
        errors.addAll(list.errors());
        var validation = new Validation(target, repositories, errors);
        for (ClusterDeployment deployment : list.deployments()) {
            validation.add(deployment);
        }
        if (!errors.isEmpty()) {
            throw new InvalidDeploymentException(errors);
        }
        var notices = new ArrayList<>(list.notices());
        Optional.ofNullable(validation.checkedOut)
                .flatMap(CheckedOutRepository::notice)
                .ifPresent(notices::addFirst);
        List<ClusterRecord> records = SharedDigests.shared(List.of(), validation.records, notices);
        return new ClusterRecords(target, records, list.skipped(), List.copyOf(notices));
    }

    private static final class Validation {

        private final ClusterTarget target;
        private final RepositoryByImage repositories;
        private final List<FieldError> errors;
        private final Set<String> wrongTargetFields;
        /** The fields that have an error. */
        private final Set<String> wrongPlaces;

        private final Map<String, ClusterDeployment> byName = new HashMap<>();
        private final Map<SharedDigests.Artifact, TypedArtifact> byArtifact = new HashMap<>();
        private final List<ClusterRecord> records = new ArrayList<>();

        /** Null until a deployment needs it. */
        private CheckedOutRepository checkedOut;

        private record TypedArtifact(ClusterDeployment deployment, SharedDigests.Label label) {}

        Validation(ClusterTarget target, RepositoryByImage repositories, List<FieldError> errors) {
            this.target = target;
            this.repositories = repositories;
            this.errors = errors;
            wrongTargetFields = target.errors().stream().map(FieldError::field).collect(Collectors.toSet());
            wrongPlaces = errors.stream().map(FieldError::field).collect(Collectors.toCollection(HashSet::new));
        }

        void add(ClusterDeployment deployment) throws InvalidDeploymentException {
            int before = errors.size();
            boolean isUnreadable = wrongPlaces.contains(deployment.place());
            Optional<ImageReference> image = image(deployment);
            String name = TypedText.trimToNull(deployment.name()) == null
                    ? image.map(ImageReference::name).orElse(null)
                    : deployment.name();
            String ownRepository = TypedText.trimToNull(deployment.githubRepository());
            var builder = target.builder()
                    .set(RecordField.NAME, name)
                    .set(RecordField.VERSION, deployment.version())
                    .set(RecordField.DEPLOYMENT_NAME, deployment.deploymentName())
                    .set(RecordField.GITHUB_REPOSITORY, repository(ownRepository, name))
                    .digest(image.map(i -> i.digest().value()).orElse(deployment.digest()))
                    .status(deployment.status());
            if (deployment.tags() != null) {
                builder.replaceTags();
                deployment.tags().forEach(tag -> builder.tag(tag.key(), tag.value()));
            }
            if (deployment.runtimeRisks() != null) {
                builder.runtimeRisks(deployment.runtimeRisks());
            }
            List<FieldError> found = builder.validate();
            for (FieldError error : found) {
                if (!isKnown(deployment, error.field(), ownRepository)
                        && !(isUnreadable && isAbsent(deployment, error.field()))) {
                    error(deployment, error.field(), error.problem());
                }
            }
            checkName(deployment);
            if (found.isEmpty() && errors.size() == before) {
                var record = new ClusterRecord(builder.build(), deployment.workload());
                records.add(record);
                if (deployment.workload() == null) {
                    checkArtifact(deployment, record);
                }
            }
        }

        private String repository(String ownRepository, String name) {
            String repository = ownRepository == null ? repositories.of(name) : ownRepository;
            if (!CheckedOutRepository.isRequestedBy(repository)) {
                return repository;
            }
            if (checkedOut == null) {
                checkedOut = CheckedOutRepository.of(repositories.remotes(), target.organization(), target.server());
                checkedOut.error().ifPresent(errors::add);
            }
            return checkedOut.name().orElse(repository);
        }

        /** Whether the same error is reported elsewhere: once for all deployments, or for the field that causes it. */
        private boolean isKnown(ClusterDeployment deployment, String field, String ownRepository) {
            boolean isOfTemplate = deployment.workload() != null && field.equals(DEPLOYMENT_NAME);
            boolean isOfAll = ownRepository == null && field.equals(REPOSITORY);
            boolean followsFromImage = (field.equals(NAME) || field.equals(DIGEST))
                    && (wrongPlaces.contains(deployment.placeOf(IMAGE))
                            || wrongPlaces.contains(deployment.placeOf(DIGEST)));
            return wrongTargetFields.contains(field)
                    || isOfTemplate
                    || isOfAll
                    || followsFromImage
                    || wrongPlaces.contains(deployment.placeOf(field));
        }

        private static boolean isAbsent(ClusterDeployment deployment, String field) {
            return field.equals(NAME) && deployment.name() == null
                    || field.equals(DIGEST) && deployment.digest() == null
                    || field.equals(DEPLOYMENT_NAME) && deployment.deploymentName() == null;
        }

        private Optional<ImageReference> image(ClusterDeployment deployment) {
            String typed = TypedText.trimToNull(deployment.image());
            if (typed == null) {
                return Optional.empty();
            }
            if (TypedText.trimToNull(deployment.digest()) != null) {
                error(deployment, DIGEST, Texts.get("records.digestAndImage"));
            }
            ImageReference.error(typed).ifPresent(error -> error(deployment, IMAGE, error.problem()));
            return ImageReference.parse(typed);
        }

        private void checkName(ClusterDeployment deployment) {
            String name = TypedText.trimToNull(deployment.deploymentName());
            ClusterDeployment other = name == null ? null : byName.putIfAbsent(name, deployment);
            // for containers, the template reports this error
            if (other != null && deployment.workload() == null) {
                error(
                        deployment,
                        DEPLOYMENT_NAME,
                        Texts.get("records.nameTwice", RecordField.quoted(name), other.place()));
            }
        }

        private void checkArtifact(ClusterDeployment deployment, ClusterRecord record) {
            var label = SharedDigests.Label.of(record.record());
            TypedArtifact other = byArtifact.putIfAbsent(
                    SharedDigests.Artifact.of(record.record()), new TypedArtifact(deployment, label));
            if (other != null && !other.label.equals(label)) {
                error(
                        deployment,
                        DIGEST,
                        Texts.get(
                                "records.digestTwice",
                                record.record().digest().abbreviated(),
                                RecordField.quoted(label.toString()),
                                RecordField.quoted(other.label.toString()),
                                other.deployment.place()));
            }
        }

        private void error(ClusterDeployment deployment, String field, String problem) {
            String place = deployment.placeOf(field);
            wrongPlaces.add(place);
            errors.add(new FieldError(place, problem));
        }
    }
}
