package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * The speed of computing the digest of a 1 GiB file in the page cache, compared with the command {@code sha256sum}, in
 * alternation: {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@digest-speed}. The aim is 0.9 of the
 * command's speed.
 */
public final class DigestSpeed {

    private static final int ROUNDS = 5;
    private static final int MEBIBYTES = 1024;

    private DigestSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("digest-speed", ".bin");
        try {
            fill(file);
            var command = new double[ROUNDS];
            var ours = new double[ROUNDS];
            String expected = sha256sum(file);
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                sha256sum(file);
                long middle = System.nanoTime();
                String digest = digest(file);
                long end = System.nanoTime();
                if (!digest.equals("sha256:" + expected)) {
                    throw new IllegalStateException(digest + " is not " + expected);
                }
                command[i] = (middle - start) / 1e9;
                ours[i] = (end - middle) / 1e9;
                System.out.printf("%d: sha256sum %.3f s, ArtifactDigest %.3f s%n", i + 1, command[i], ours[i]);
            }
            double theirs = median(command);
            double mine = median(ours);
            System.out.printf(
                    "median: sha256sum %.0f MiB/s, ArtifactDigest %.0f MiB/s, %.2f of its speed%n",
                    MEBIBYTES / theirs, MEBIBYTES / mine, theirs / mine);
        } finally {
            Files.delete(file);
        }
    }

    private static void fill(Path file) throws IOException {
        var random = new Random(1);
        byte[] block = new byte[1024 * 1024];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ArtifactDigest.of(in).value();
        }
    }

    private static String sha256sum(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sha256sum", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("sha256sum failed");
        }
        return text.substring(0, 64);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
