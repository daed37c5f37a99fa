package io.jenkins.plugins.deploymentrecord.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Finds a secret in files, both in plain text and in Base64, at any offset of the encoded text. */
public final class Leaks {

    /** Shorter texts occur in many files by chance. */
    private static final int MIN_LENGTH = 8;

    private Leaks() {}

    /** Returns the files below a directory that contain the secret. */
    public static List<Path> of(String secret, Path directory) throws IOException {
        List<String> needles = forms(secret);
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> needles.stream().anyMatch(content(file)::contains))
                    .toList();
        }
    }

    private static List<String> forms(String secret) {
        var forms = new ArrayList<String>(List.of(secret));
        for (int before = 0; before < 3; before++) {
            // the first and last characters depend on the text around the secret
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8));
            if (encoded.length() >= 2 * 4 + MIN_LENGTH) {
                forms.add(encoded.substring(4, encoded.length() - 4));
            }
        }
        return forms;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
