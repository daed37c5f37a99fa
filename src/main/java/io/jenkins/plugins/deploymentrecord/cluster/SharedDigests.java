package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * GitHub requires that records of one repository and digest in a request have the same name and version. Containers may
 * run one image under several names and tags, such as {@code nginx} and {@code docker.io/library/nginx}. All of them
 * are then recorded with one label, which does not depend on the order and the number of the containers.
 */
final class SharedDigests {

    private SharedDigests() {}

    /** @param repository in lower case; empty if there is none */
    record Artifact(ArtifactDigest digest, String repository) {

        static Artifact of(DeploymentRecord record) {
            return new Artifact(
                    record.digest(),
                    Objects.requireNonNullElse(record.githubRepository(), "").toLowerCase(Locale.ROOT));
        }
    }

    /** @param version empty if there is none */
    record Label(String name, String version) {

        /**
         * The greatest label is chosen: a version with a digit says more than {@code latest}, a longer name includes
         * its registry, a longer version is more precise.
         */
        static final Comparator<Label> BY_CONTENT = Comparator.<Label, Boolean>comparing(
                        label -> label.version.chars().anyMatch(Character::isDigit))
                .thenComparing(label -> !label.version.isEmpty())
                .thenComparing(label -> label.name.length())
                .thenComparing(label -> label.version.length())
                .thenComparing(Label::name)
                .thenComparing(Label::version);

        static Label of(DeploymentRecord record) {
            return new Label(record.name(), Objects.requireNonNullElse(record.version(), ""));
        }

        DeploymentRecord on(DeploymentRecord record) {
            return new DeploymentRecord(
                    record.organization(),
                    name,
                    record.digest(),
                    version.isEmpty() ? null : version,
                    record.status(),
                    record.logicalEnvironment(),
                    record.physicalEnvironment(),
                    record.cluster(),
                    record.deploymentName(),
                    record.githubRepository(),
                    record.tags(),
                    record.runtimeRisks());
        }

        @Override
        public String toString() {
            return version.isEmpty() ? name : name + ':' + version;
        }
    }

    /**
     * Returns the records, each with the label of its artifact.
     *
     * @param fixed records of the same request whose labels do not change and take precedence
     * @param notices receives a sentence for each artifact with several labels
     */
    static List<ClusterRecord> shared(List<ClusterRecord> fixed, List<ClusterRecord> records, List<String> notices) {
        Map<Artifact, Label> fixedLabels = new HashMap<>();
        fixed.forEach(
                fixedRecord -> fixedLabels.put(Artifact.of(fixedRecord.record()), Label.of(fixedRecord.record())));
        Map<Artifact, Label> chosen = new HashMap<>();
        for (ClusterRecord record : records) {
            chosen.merge(
                    Artifact.of(record.record()),
                    Label.of(record.record()),
                    (a, b) -> Label.BY_CONTENT.compare(a, b) > 0 ? a : b);
        }
        chosen.putAll(fixedLabels);
        Set<String> sentences = new LinkedHashSet<>();
        var shared = new ArrayList<ClusterRecord>();
        for (ClusterRecord record : records) {
            Label own = Label.of(record.record());
            Label label = chosen.get(Artifact.of(record.record()));
            if (!label.equals(own)) {
                sentences.add(Texts.get(
                        "notice.shared",
                        RecordField.quoted(own.toString()),
                        RecordField.quoted(label.toString()),
                        record.record().digest().abbreviated()));
            }
            shared.add(label.equals(own) ? record : new ClusterRecord(label.on(record.record()), record.workload()));
        }
        notices.addAll(sentences);
        return shared;
    }
}
