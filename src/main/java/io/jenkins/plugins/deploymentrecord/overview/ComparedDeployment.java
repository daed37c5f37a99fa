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

/** A deployment as this controller knows it, beside GitHub's answer. Safe for all threads. */
final class ComparedDeployment {

    private final KeyRecord record;
    private Verdict verdict = Verdict.PENDING;
    /** GitHub's record of this deployment, or else the most similar record; null if there is none. */
    @CheckForNull
    private ReadRecord atGitHub;

    @CheckForNull
    private String failure;

    /** The outcome; in the order in which people look at them. */
    enum Verdict {
        DIFFERENT("different"),
        OTHER_ARTIFACT("otherArtifact"),
        OTHER_DEPLOYMENT("otherDeployment"),
        NONE("none"),
        FAILED("failed"),
        PENDING("pending"),
        SAME("same");

        /** For programs: it never changes. */
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

    /** Whether the credential is known that it was sent with: not if it was restored from the history of its job. */
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

    /** The deployment that a record of the same answer is of. */
    Optional<DeploymentKey> keyOf(ReadRecord read) {
        return DeploymentKey.of(
                ApiUrl.of(entry().destination().apiUrl()), entry().destination().organization(), read.fields());
    }

    /**
     * GitHub's answer about its artifact.
     *
     * @param records null if there is none
     * @param cause why; null if there is an answer
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

    /** Some answer has a record of this deployment, perhaps with another artifact, or null. */
    synchronized void sawOther(@CheckForNull ReadRecord read) {
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

    /** Why GitHub's answer is not known; null if nobody says so. */
    @CheckForNull
    synchronized String failure() {
        return failure;
    }

    synchronized List<Difference> differences() {
        return atGitHub == null ? List.of() : Difference.between(entry(), Objects.requireNonNull(atGitHub));
    }
}
