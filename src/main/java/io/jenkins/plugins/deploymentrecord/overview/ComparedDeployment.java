package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.ReadRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A deployment of this controller and GitHub's answer about it. Thread-safe. */
final class ComparedDeployment {

    private final KeyRecord record;
    private Verdict verdict = Verdict.PENDING;
    /** GitHub's record of this deployment, otherwise the most similar record; null if there is none. */
    @CheckForNull
    private ReadRecord atGitHub;

    @CheckForNull
    private String failure;

    /** The outcome of a comparison. The order of the constants is the order on the page. */
    enum Verdict {
        DIFFERENT("different"),
        OTHER_ARTIFACT("otherArtifact"),
        OTHER_DEPLOYMENT("otherDeployment"),
        NONE("none"),
        FAILED("failed"),
        PENDING("pending"),
        SAME("same");

        /** The name in the REST API, which never changes. */
        final String name;

        Verdict(String name) {
            this.name = name;
        }
    }

    ComparedDeployment(KeyRecord record) {
        this.record = record;
        if (!isComparable()) {
            verdict = Verdict.FAILED;
        }
    }

    /**
     * Whether the record can be compared: its credential is unknown if the record was restored from the history of its
     * job.
     */
    boolean isComparable() {
        return !entry().destination().credentialsId().isEmpty();
    }

    KeyRecord record() {
        return record;
    }

    OutboxEntry entry() {
        return record.entry();
    }

    DeploymentKey key() {
        return entry().key();
    }

    /** Returns the deployment that a record of GitHub's answer describes. */
    Optional<DeploymentKey> keyOf(ReadRecord read) {
        return DeploymentKey.of(
                ApiUrl.of(entry().destination().apiUrl()), entry().destination().organization(), read.fields());
    }

    /**
     * Sets GitHub's answer about the artifact of this deployment.
     *
     * @param records null if there is none
     * @param cause the failure; null if there is an answer
     */
    synchronized void answered(@CheckForNull List<ReadRecord> records, @CheckForNull Throwable cause) {
        if (cause != null) {
            verdict = Verdict.FAILED;
            failure = cause.getMessage();
            return;
        }
        ReadRecord own = records.stream()
                .filter(read -> keyOf(read).equals(Optional.of(key())))
                .findFirst()
                .orElse(null);
        if (own != null) {
            atGitHub = own;
            verdict = Difference.between(entry(), own).isEmpty() ? Verdict.SAME : Verdict.DIFFERENT;
        } else if (verdict != Verdict.OTHER_ARTIFACT) {
            atGitHub = records.stream()
                    .min(Comparator.comparing(
                            read -> Difference.between(entry(), read).size()))
                    .orElse(null);
            verdict = atGitHub == null ? Verdict.NONE : Verdict.OTHER_DEPLOYMENT;
        }
    }

    /** Adds a record of this deployment from the answer about any artifact; null if that answer has no such record. */
    synchronized void addOther(@CheckForNull ReadRecord read) {
        if (read == null || read.fields().digest() == null) {
            return;
        }
        boolean isOther = !entry().parsedBody()
                .path("digest")
                .asText()
                .equals(read.fields().digest());
        if (isOther && verdict != Verdict.SAME && verdict != Verdict.DIFFERENT && verdict != Verdict.FAILED) {
            atGitHub = read;
            verdict = Verdict.OTHER_ARTIFACT;
        }
    }

    synchronized Verdict verdict() {
        return verdict;
    }

    /** Returns the reason of the failure; null if there is no failure, or it has no message. */
    @CheckForNull
    synchronized String failure() {
        return failure;
    }

    synchronized List<Difference> differences() {
        return atGitHub == null ? List.of() : Difference.between(entry(), Objects.requireNonNull(atGitHub));
    }
}
