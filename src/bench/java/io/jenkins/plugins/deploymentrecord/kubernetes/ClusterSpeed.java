package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The time and the heap for reading a list of 20,000 pods, compared with jq on the same file: {@code mvn -f
 * client/pom.xml -P benchmark test-compile exec:exec@cluster-speed}. The aim is a few seconds with 256 MiB of heap,
 * which is the limit of the process.
 */
public final class ClusterSpeed {

    private static final int ROUNDS = 5;

    /** Finds the images of running pods, much less than {@link ClusterReader} does. */
    private static final String JQ_FILTER = "[.items[] | select(.kind == \"Pod\" and .status.phase == \"Running\")"
            + " | .status.containerStatuses[].imageID] | unique | length";

    private ClusterSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("cluster-speed", ".json");
        Path yaml = Files.createTempFile("cluster-speed", ".yaml");
        try {
            try (InputStream list = GeneratedCluster.list(2_000, 10)) {
                Files.copy(list, file, StandardCopyOption.REPLACE_EXISTING);
            }
            System.out.printf("JSON: %d MB%n", Files.size(file) / 1_000_000);
            measure("ClusterReader, JSON", ROUNDS, () -> read(file));
            printHeap();
            measure("jq", 2, () -> jq(file));
            writeYaml(yaml);
            System.out.printf("YAML: %d MB%n", Files.size(yaml) / 1_000_000);
            measure("ClusterReader, YAML", 2, () -> read(yaml));
            printHeap();
        } finally {
            Files.delete(file);
            Files.delete(yaml);
        }
    }

    private interface Work {
        String run() throws Exception;
    }

    private static void measure(String name, int rounds, Work work) throws Exception {
        var seconds = new double[rounds];
        String result = "";
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            result = work.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        System.out.printf(
                "%s: first %.1f s, fastest %.1f s; %s%n",
                name, seconds[0], Arrays.stream(seconds).min().orElseThrow(), result);
    }

    private static String read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            ClusterContents contents = ClusterReader.read(in, ClusterFilter.EVERYTHING);
            return contents.pods() + " pods, " + contents.containers().size() + " containers";
        }
    }

    private static String jq(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("jq", JQ_FILTER, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("jq failed");
        }
        return printed + " images";
    }

    /** Writes a file just below the size limit of YAML. */
    private static void writeYaml(Path yaml) throws IOException {
        var mapper = new YAMLMapper();
        try (InputStream list = GeneratedCluster.list(450, 10);
                var out = Files.newOutputStream(yaml)) {
            mapper.writeValue(out, PodItem.JSON.readTree(list));
        }
    }

    private static void printHeap() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        System.out.printf(
                "heap: peaks of its pools %d MiB together, limit %d MiB%n",
                peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
}
