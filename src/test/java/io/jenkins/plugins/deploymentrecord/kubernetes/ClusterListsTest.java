package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of real clusters: expected.json contains the records of each list, and its pods without records. */
class ClusterListsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> files() throws IOException {
        return expected().propertyStream().map(file -> file.getKey());
    }

    @ParameterizedTest
    @MethodSource("files")
    void realListHasTheExpectedRecords(String file) throws Exception {
        ClusterContents contents = read(file);

        assertThat(records(contents), is(expectedRecords(file)));
        assertThat(contents.pods(), is(expectedPods(file)));
    }

    /** The pods of a rollout have different digests; otherwise the choice of the pod does not matter. */
    @ParameterizedTest
    @MethodSource("files")
    void digestComesFromTheExpectedPod(String file) throws Exception {
        Map<String, String> pods = read(file).containers().stream()
                .collect(Collectors.toMap(DeploymentNameTemplate.DEFAULT::nameOf, RunningContainer::pod));
        for (JsonNode record : expected().path(file).path("want")) {
            if (record.has("beats")) {
                assertThat(
                        pods.get(record.path("deployment_name").textValue()),
                        is(record.path("pod").textValue()));
            }
        }
        assertThat(pods.size(), is(expected().path(file).path("want").size()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void realListHasTheExpectedSkippedPodsAndReasons(String file) throws Exception {
        var skipped = new TreeSet<String>();
        for (SkippedContainer container : read(file).skipped()) {
            skipped.add(place(container) + ' ' + container.container() + ' ' + expectedReason(container));
        }

        assertThat(skipped, is(expectedSkipped(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void orderOfAListDoesNotMatter(String file) throws Exception {
        JsonNode list = tree(file);
        ClusterContents inOrder = read(file);
        if (list.path("items").size() < 2) {
            return;
        }
        for (int seed = 0; seed < 20; seed++) {
            var items = new ArrayList<JsonNode>();
            list.path("items").forEach(items::add);
            Collections.shuffle(items, new Random(seed));
            ArrayNode shuffled = JSON.createArrayNode();
            items.forEach(shuffled::add);
            ObjectNode copy = list.deepCopy();
            copy.remove("items");
            copy.set("items", shuffled);

            assertThat("seed " + seed, read(copy.toString().getBytes(StandardCharsets.UTF_8)), is(inOrder));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void yamlAndJsonOfAListHaveTheSameContents(String file) throws Exception {
        byte[] json = JSON.writeValueAsBytes(tree(file));
        byte[] yaml = new YAMLMapper().writeValueAsBytes(tree(file));

        assertThat(read(json), is(read(file)));
        assertThat(read(yaml), is(read(file)));
    }

    /**
     * Git for Windows checks text files out with CRLF; Windows PowerShell writes UTF-16, or UTF-8 with a byte order
     * mark.
     */
    @ParameterizedTest
    @MethodSource("files")
    void listIsReadInWindowsEncodingsAndLineEnds(String file) throws Exception {
        String text;
        try (InputStream in = open(file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String windows = text.replace("\n", "\r\n");
        ClusterContents plain = read(file);

        assertThat(read(windows.getBytes(StandardCharsets.UTF_8)), is(plain));
        assertThat(read(("\ufeff" + windows).getBytes(StandardCharsets.UTF_8)), is(plain));
        assertThat(read(("\ufeff" + windows).getBytes(StandardCharsets.UTF_16LE)), is(plain));
        assertThat(read(("\ufeff" + windows).getBytes(StandardCharsets.UTF_16BE)), is(plain));
        assertThat(read(windows.getBytes(StandardCharsets.UTF_16LE)), is(plain));
    }

    /**
     * Truncated JSON is an error. Truncated YAML may still be valid YAML, but must not be mistaken for the whole list.
     */
    @ParameterizedTest
    @MethodSource("files")
    void truncatedListIsAnErrorWithItsPosition(String file) throws Exception {
        byte[] whole;
        try (InputStream in = open(file)) {
            whole = in.readAllBytes();
        }
        ClusterContents contents = read(whole);
        int cuts = 0;
        for (int length = Math.min(1000, whole.length / 2); length < whole.length - 2; length += 1000) {
            cuts++;
            try {
                ClusterContents cut = read(Arrays.copyOf(whole, length));
                assertThat(file + " cut to " + length, cut.containers(), is(contents.containers()));
                assertThat(file, file.endsWith(".yaml"), is(true));
            } catch (UnusableListException e) {
                assertThat(e.getMessage(), containsString("kubectl get pods,rs"));
            }
        }
        assertThat(cuts, is(greaterThan(0)));
    }

    @Test
    void ownersInAListAreExistingWorkloads() throws Exception {
        ClusterContents contents = read("mixed-items-list.json");

        assertThat(
                contents.existing(),
                is(Set.of(
                        new Workload("default", "Deployment", "krowsnest"),
                        new Workload("default", "ReplicaSet", "krowsnest-756fc9d459"))));
        assertThat(contents.listedKinds(), is(Set.of("Deployment", "ReplicaSet")));
        assertThat(contents.workloadsListed(), is(true));
    }

    @Test
    void workloadOfAPendingPodExists() throws Exception {
        ClusterContents contents = read("docker-desktop-imagepullbackoff.yaml");

        assertThat(
                contents.existing(),
                is(Set.of(new Workload("default", "Deployment", "guestbook-ui-errimagepullbackoff"))));
        assertThat(contents.workloadsListed(), is(false));
    }

    @Test
    void rolloutWithTwoDigestsHasANotice() throws Exception {
        assertThat(
                read("rollout-two-replicasets-podlist.json").notices(),
                is(List.of("\"default/idp/idp-backend\" runs with 2 different digests. The record has"
                        + " the digest of the newest pod \"idp-aae51544b-a80bc\":"
                        + " sha256:aaaaad6f976f0c7b841db2ca00cc5a704c9b781cc2aaa071eab893e9188a7698")));
    }

    private static ClusterContents read(String file) throws IOException, UnusableListException {
        try (InputStream in = open(file)) {
            return ClusterReader.read(in, ClusterFilter.EVERYTHING);
        }
    }

    private static ClusterContents read(byte[] bytes) throws IOException, UnusableListException {
        return ClusterReader.read(new ByteArrayInputStream(bytes), ClusterFilter.EVERYTHING);
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(ClusterListsTest.class.getResourceAsStream(file), file);
    }

    private static JsonNode tree(String file) throws IOException {
        try (InputStream in = open(file)) {
            return (file.endsWith(".yaml") ? new YAMLMapper() : JSON).readTree(in);
        }
    }

    private static JsonNode expected() throws IOException {
        return tree("expected.json");
    }

    private static Set<String> records(ClusterContents contents) {
        var records = new TreeSet<String>();
        for (RunningContainer c : contents.containers()) {
            records.add(String.join(
                    " ",
                    DeploymentNameTemplate.DEFAULT.nameOf(c),
                    c.image(),
                    Objects.requireNonNullElse(c.version(), ""),
                    c.digest().value(),
                    c.workload().kind(),
                    c.workload().name(),
                    c.init() ? "init" : "container"));
        }
        return records;
    }

    private static Set<String> expectedRecords(String file) throws IOException {
        var records = new TreeSet<String>();
        for (JsonNode record : expected().path(file).path("want")) {
            records.add(Stream.of("deployment_name", "name", "version", "digest", "owner", "role")
                    .map(field -> record.path(field).textValue())
                    .reduce((a, b) -> a + ' ' + b)
                    .orElseThrow());
        }
        return records;
    }

    private static int expectedPods(String file) throws IOException {
        JsonNode list = tree(file);
        return list.has("items")
                ? (int) StreamSupport.stream(list.path("items").spliterator(), false)
                        .filter(item -> !item.has("kind")
                                || item.path("kind").textValue().equals("Pod"))
                        .filter(item -> !list.path("kind").textValue().equals("List") || item.has("kind"))
                        .count()
                : 1;
    }

    private static String place(SkippedContainer container) {
        return container.pod().isEmpty() ? "?" : container.namespace() + '/' + container.pod();
    }

    /** Returns the reason in the words of expected.json. */
    private static String expectedReason(SkippedContainer container) {
        return switch (container.reason()) {
            case NO_METADATA -> "no metadata";
            case NO_OWNER -> "no owner";
            case OTHER_OWNER -> "owner " + container.detail();
            case PHASE -> "phase " + container.detail();
            case IMAGE_ID -> "image ID (config digest), no repository digest";
            case EPHEMERAL -> "ephemeral container";
            default -> container.reason().name();
        };
    }

    private static Set<String> expectedSkipped(String file) throws IOException {
        var skipped = new TreeSet<String>();
        for (JsonNode none : expected().path(file).path("none")) {
            skipped.add(IntStream.range(0, 3)
                    .mapToObj(i -> none.path(i).textValue().replace(" (static pod)", ""))
                    .reduce((a, b) -> a + ' ' + b)
                    .orElseThrow());
        }
        return skipped;
    }
}
