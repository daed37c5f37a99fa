package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The four fields of a form that can name its artifact, as typed. Exactly one field must have a value. */
record ArtifactChoice(
        @CheckForNull String digest,
        @CheckForNull String digestFile,
        @CheckForNull String artifact,
        @CheckForNull String image) {

    static final String DIGEST = "digest";
    static final String DIGEST_FILE = "digestFile";
    static final String ARTIFACT = "artifact";
    static final String IMAGE = "image";

    /** The names of the fields. */
    static final Set<String> FIELDS = Set.of(DIGEST, DIGEST_FILE, ARTIFACT, IMAGE);

    static ArtifactChoice of(DeploymentForm form) {
        return new ArtifactChoice(form.getDigest(), form.getDigestFile(), form.getArtifact(), form.getImage());
    }

    /** Returns an error unless exactly one field has a value. */
    Optional<FieldError> error() {
        List<String> given = given();
        return switch (given.size()) {
            case 0 -> Optional.of(new FieldError(DIGEST, Messages.EffectiveForm_noArtifact()));
            case 1 -> Optional.empty();
            default ->
                Optional.of(new FieldError(DIGEST, Messages.EffectiveForm_manyArtifacts(String.join(", ", given))));
        };
    }

    /**
     * Returns the error to show beside a field of the form. If several fields have a value, each of these fields gets
     * the error. If no field has a value, only the first field gets it.
     */
    Optional<FieldError> faultAt(String field) {
        List<String> given = given();
        return given.contains(field) || given.isEmpty() && field.equals(DIGEST) ? error() : Optional.empty();
    }

    /** Returns the names of the fields that have a value. */
    private List<String> given() {
        var given = new ArrayList<String>();
        addIfGiven(given, DIGEST, digest);
        addIfGiven(given, DIGEST_FILE, digestFile);
        addIfGiven(given, ARTIFACT, artifact);
        addIfGiven(given, IMAGE, image);
        return given;
    }

    private static void addIfGiven(List<String> given, String field, @CheckForNull String typed) {
        if (TypedText.trimToNull(typed) != null) {
            given.add(field);
        }
    }
}
