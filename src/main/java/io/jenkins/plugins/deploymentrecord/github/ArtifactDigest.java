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
 * The SHA-256 digest of an artifact, the way GitHub writes it.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record ArtifactDigest(@JsonValue String value) implements Serializable {

    private static final String ALGORITHM = "sha256:";
    private static final Pattern TYPED = Pattern.compile("(?i)(?:sha256:)?([0-9a-f]{64})");
    private static final int BUFFER = 128 * 1024;

    /** @throws IllegalArgumentException if the value is not written GitHub's way; {@link #parse} is for typed ones */
    public ArtifactDigest {
        if (!value.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(value);
        }
    }

    /**
     * Takes the spellings that people paste or read from a file: upper-case digits and a bare 64-digit hash are put right,
     * and leftovers of the file's encoding are dropped, such as PowerShell's.
     *
     * @return empty if it is no SHA-256 digest
     */
    public static Optional<ArtifactDigest> parse(String typed) {
        var matcher = TYPED.matcher(TypedText.withoutEncodingMarks(typed));
        return matcher.matches()
                ? Optional.of(new ArtifactDigest(ALGORITHM + matcher.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * Reads a stream to its end. Nothing is held but a buffer of 128 KiB.
     *
     * @throws IOException if the stream cannot be read, or the thread was interrupted meanwhile
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

    /** {@code sha256:} and the first twelve digits, for a line that a person reads. */
    public String abbreviated() {
        return value.substring(0, ALGORITHM.length() + 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
