package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.list;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.podOf;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.workload;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files without a list of pods: the error names the problem, its position, and the command that prints such a list. */
class UnusableListTest {

    private static final String COMMAND =
            " Write the file with: kubectl get pods,rs,deploy,sts,ds,job,cronjob -A -o json";
    private static final String NEEDS_PODS = " Only the cluster knows the digests of running images.";

    private static final String LIST = list(podOf("agent", "shop/agent", "docker.io/shop/agent@" + digest('1')));

    private static ClusterContents read(String text) throws IOException, UnusableListException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ClusterContents read(byte[] bytes) throws IOException, UnusableListException {
        return ClusterReader.read(new ByteArrayInputStream(bytes), ClusterFilter.EVERYTHING);
    }

    private static String error(String text) {
        return assertThrows(UnusableListException.class, () -> read(text)).getMessage();
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("an empty file", "", "The file is empty."),
                Arguments.of("white space", "\n  \r\n", "The file is empty."),
                Arguments.of("an empty YAML document", "---\n", notAnObject(2, 1)),
                Arguments.of("no resources", "No resources found in default namespace.", notAnObject(1, 1)),
                Arguments.of("a JSON array", "[" + LIST + "]", notAnObject(1, 1)),
                Arguments.of(
                        "Helm values",
                        "image:\n  repository: shop/web\n  tag: v1\n",
                        "The file has no kind, so it is not an object of Kubernetes; it may be a file of Helm values."
                                + NEEDS_PODS),
                Arguments.of(
                        "a manifest of a Deployment",
                        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n",
                        "The file contains a single object that is not a pod, such as a manifest." + NEEDS_PODS),
                Arguments.of(
                        "a manifest of a Pod",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec: {}\n",
                        "The file has pods without their status, as manifests have them." + NEEDS_PODS),
                Arguments.of(
                        "a List of manifests",
                        LIST.replace("\"status\"", "\"other\""),
                        "The file has pods without their status, as manifests have them." + NEEDS_PODS),
                Arguments.of(
                        "a List of Deployments",
                        list(workload("apps/v1", "Deployment", "web").status("replicas", 1)),
                        "The list holds no pods. Only pods show the digests of running images."),
                Arguments.of(
                        "a List of Services",
                        list(workload("v1", "Service", "web")),
                        "The list holds no pods. Only pods show the digests of running images."),
                Arguments.of(
                        "a ServiceList of the API",
                        "{\"kind\":\"ServiceList\",\"items\":[{\"metadata\":{\"name\":\"web\"}}]}",
                        "The list holds no pods. Only pods show the digests of running images."),
                Arguments.of(
                        "a list without kind",
                        LIST.replace(",\"kind\":\"List\"", ""),
                        "The list has no kind: the file is cut off, or kubectl did not print it."),
                Arguments.of("two lists", LIST + "\n" + LIST, second(2, 1)),
                Arguments.of("two YAML documents", "kind: List\nitems: []\n---\nkind: List\nitems: []\n", second(4, 1)),
                Arguments.of("text behind the list", LIST + "\nError: x", malformed(2, 1)),
                Arguments.of("text before the list", "+ kubectl get pods\n" + LIST, notAnObject(1, 1)),
                Arguments.of("a value without quotes", "{\n  \"kind\": List\n}", malformed(2, 11)),
                Arguments.of("YAML with a tab", "kind: List\nitems:\n\t- a\n", malformed(3, 1)),
                Arguments.of("a word behind the list", LIST + "\nError", malformed(2, 1)),
                Arguments.of(
                        "a list that is cut off",
                        "{\n  \"kind\": \"List\",",
                        "The file is cut off: it ends at line 2, column 18, in the middle of the list."));
    }

    private static String notAnObject(int line, int column) {
        return "The file is not a list from kubectl: other text begins at line " + line + ", column " + column + '.';
    }

    private static String second(int line, int column) {
        return "A second list begins at line " + line + ", column " + column
                + ". The file must hold the output of one command.";
    }

    private static String malformed(int line, int column) {
        return "The file is neither JSON nor YAML as kubectl prints it: see line " + line + ", column " + column + '.';
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void fileWithoutAListOfPodsIsAnErrorThatNamesTheCommand(String description, String text, String problem) {
        assertThat(error(text), is(problem + COMMAND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"List\",\"items\":null}",
                "{\"kind\":\"List\",\"items\":[]}",
                "{\"items\":[],\"kind\":\"PodList\"}",
                "apiVersion: v1\nitems: []\nkind: List\n"
            })
    void emptyListIsNotAnError(String text) throws Exception {
        ClusterContents contents = read(text);

        assertThat(contents.containers(), is(empty()));
        assertThat(contents.pods(), is(0));
        assertThat(contents.skipped(), is(empty()));
    }

    @Test
    void workloadsScaledToZeroExistWithoutPods() throws Exception {
        ClusterContents contents = read(list(
                workload("apps/v1", "Deployment", "web").status("observedGeneration", 3),
                workload("batch/v1", "CronJob", "backup")));

        assertThat(contents.containers(), is(empty()));
        assertThat(
                contents.existing(),
                contains(new Workload("shop", "CronJob", "backup"), new Workload("shop", "Deployment", "web")));
    }

    @Test
    void listWithoutThePodsOfItsWorkloadsIsAnError() {
        assertThat(
                error(list(
                        workload("apps/v1", "Deployment", "web").status("observedGeneration", 3),
                        workload("apps/v1", "DaemonSet", "agent")
                                .status("observedGeneration", 1)
                                .status("currentNumberScheduled", 2))),
                containsString("holds no pods"));
    }

    @Test
    void yamlBeyondItsLimitIsAnErrorThatSuggestsJson() {
        byte[] yaml = ("kind: List\nitems: []\n# " + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8);

        var error = assertThrows(
                UnusableListException.class,
                () -> ClusterReader.read(new ByteArrayInputStream(yaml), ClusterFilter.EVERYTHING, 1000));

        assertThat(error.getMessage(), is("The file is YAML of more than 50 MB. JSON may have any size." + COMMAND));
    }

    /** The default limits of YAML parsers are lower. */
    @Test
    void yamlOf4MegabytesIsRead() throws Exception {
        byte[] yaml = ("items: []\n" + "# a line\n".repeat(500_000) + "kind: List\n").getBytes(StandardCharsets.UTF_8);

        assertThat(read(yaml).pods(), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":\"", "kind: "})
    void bytesThatAreNotUtf8AreAnError(String start) {
        byte[] bytes = (start + "X\"}").getBytes(StandardCharsets.ISO_8859_1);
        bytes[start.length()] = (byte) 0xE9;

        var error = assertThrows(UnusableListException.class, () -> read(bytes));

        assertThat(error.getMessage(), is("The file is not text in UTF-8 or UTF-16." + COMMAND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":", "kind: List\n"})
    void diskErrorIsNotReportedAsAnUnusableList(String start) {
        var broken = new IOException("disk");
        var in = new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw broken;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw broken;
                    }
                });

        assertThat(
                assertThrows(IOException.class, () -> ClusterReader.read(in, ClusterFilter.EVERYTHING)),
                is(sameInstance(broken)));
    }

    @Test
    void errorOfAListQuotesNothingOfTheFile() {
        for (String text : new String[] {
            LIST.replace("\"kind\":\"List\"", "\"kind\":hunter2"),
            "password: [hunter2\n",
            "password: \"hunter2",
            "hunter2",
            "kind: hunter2",
            "%hunter2",
            "{\"hunter2\""
        }) {
            Throwable error = assertThrows(UnusableListException.class, () -> read(text), text);
            assertThat(error.toString(), not(containsString("hunter2")));
            assertThat(error.getCause() == null, is(true));
        }
    }

    /** Every file has a result or one of the declared errors. */
    @Test
    void randomlyDamagedListIsReadOrReportedAsUnusable() throws Exception {
        var random = new Random(1);
        byte[] json = LIST.getBytes(StandardCharsets.UTF_8);
        byte[] yaml = new YAMLMapper().writeValueAsBytes(PodItem.JSON.readTree(LIST));
        int errors = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = (i % 2 == 0 ? json : yaml).clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : "{}[]:,\"'\n-&*!|>%@`#0".charAt(random.nextInt(20)));
            }
            try {
                read(damaged);
            } catch (UnusableListException e) {
                errors++;
            }
        }
        assertThat(errors > 300, is(true));
    }
}
