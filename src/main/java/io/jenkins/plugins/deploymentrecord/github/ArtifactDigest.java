package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of an artifact, in GitHub's format.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record ArtifactDigest(@JsonValue String value) implements Serializable {

    private static final String ALGORITHM = "sha256:";
    private static final Pattern TYPED = Pattern.compile("(?i)(?:sha256:)?([0-9a-f]{64})");
    private static final int BUFFER = 128 * 1024;

    /** @throws IllegalArgumentException if the value is not in GitHub's format; use {@link #parse} for typed values */
    public ArtifactDigest {
        if (!value.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(value);
        }
    }

    /**
     * Parses the spellings that people paste or read from a file: upper-case digits and a bare 64-digit hash are
     * normalized, and leftovers of the file's encoding, such as PowerShell's, are dropped.
     *
     * @return empty if the text is not a SHA-256 digest
     */
    public static Optional<ArtifactDigest> parse(String typed) {
        var matcher = TYPED.matcher(TypedText.withoutEncodingMarks(typed));
        return matcher.matches()
                ? Optional.of(new ArtifactDigest(ALGORITHM + matcher.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * Computes the digest of a stream, which is read to its end through a buffer of 128 KiB.
     *
     * @throws IOException if the stream cannot be read, or the thread is interrupted
     */
    public static ArtifactDigest of(InputStream content) throws IOException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            sha256.update(buffer, 0, n);
            if (Thread.currentThread().isInterrupted()) {
                throw new java.io.InterruptedIOException();
            }
        }
        return new ArtifactDigest(ALGORITHM + HexFormat.of().formatHex(sha256.digest()));
    }

    /** Returns {@code sha256:} and the first twelve digits, for a line that a person reads. */
    public String abbreviated() {
        return value.substring(0, ALGORITHM.length() + 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
