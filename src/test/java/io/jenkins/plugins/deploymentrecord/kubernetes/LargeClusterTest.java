package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of many pods. */
class LargeClusterTest {

    /** The list has 180 MB. */
    @Test
    void twentyThousandPodsAreReadWithAHeapOf64Megabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        GeneratedCluster.class.getName(),
                        "2000",
                        "10")
                .redirectErrorStream(true)
                .start();
        String printed;
        try (InputStream out = process.getInputStream()) {
            printed = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }

        assertThat(printed, is("4002 20001"));
        assertThat(process.waitFor(), is(0));
    }

    /** An aborted build interrupts the thread that reads its file. */
    @ParameterizedTest
    @ValueSource(strings = {"", "# YAML\n"})
    void interruptStopsReadingAList(String start) {
        InputStream list = new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), GeneratedCluster.list(100, 10));
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> ClusterReader.read(list, ClusterFilter.EVERYTHING));
        } finally {
            assertThat(Thread.interrupted(), is(true));
        }
    }

    @Test
    void generatedPodIsAsLargeAsARealPod() throws Exception {
        try (InputStream list = GeneratedCluster.list(10, 10)) {
            assertThat(list.readAllBytes().length / 100_000, is(9));
        }
    }
}
