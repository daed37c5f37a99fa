package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.list;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.podOf;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.read;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everyone who can deploy to the cluster, or write the file, can put hostile texts into a list. */
class HostileListTest {

    private static PodItem pod() {
        return podOf("agent", "shop/agent:1", "docker.io/shop/agent@" + digest('1'))
                .initContainer("init", "shop/init", "sha256:1")
                .annotation("metadata.github.com/team", "payments")
                .annotation("metadata.github.com/runtime-risks", "internet-exposed")
                .label("app", "agent");
    }

    /** Returns copies of the pod, in each of which one value is replaced. */
    private static List<ObjectNode> variants(JsonNode value) {
        var variants = new ArrayList<ObjectNode>();
        addVariants(pod().json(), "", value, variants);
        return variants;
    }

    private static void addVariants(JsonNode node, String path, JsonNode value, List<ObjectNode> variants) {
        if (!path.isEmpty()) {
            ObjectNode copy = pod().json();
            int slash = path.lastIndexOf('/');
            JsonNode parent = copy.at(path.substring(0, slash));
            String last = path.substring(slash + 1).replace("~1", "/");
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(last), value);
            } else {
                ((ObjectNode) parent).set(last, value);
            }
            variants.add(copy);
        }
        node.propertyStream()
                .forEach(field -> addVariants(
                        field.getValue(), path + '/' + field.getKey().replace("/", "~1"), value, variants));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            addVariants(node.get(i), path + '/' + i, value, variants);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "null",
                "1e400",
                "12345678901234567890",
                "true",
                "[]",
                "{}",
                "[[{\"name\":[]}],{}]",
                "{\"name\":{\"name\":{}},\"items\":[1]}",
                "\"a\\u0000b\\n[Pipeline] \\u001b[31mSUCCESS\\u202e\"",
                "\"ghp_0123456789abcdefghijABCDEFGHIJ012345\"",
                "\"{namespace}$1\\\\{0}'\"",
                "\"../../etc/passwd\"",
                "\"\uD83D\uDE80\"",
                "\"<script>alert(1)</script>\"",
            })
    void unexpectedValueInAnyFieldOfAPodIsHarmless(String value) throws Exception {
        List<ObjectNode> variants = variants(PodItem.JSON.readTree(value));
        assertThat(variants.size(), is(greaterThan(30)));
        for (ObjectNode variant : variants) {
            String text =
                    "{\"items\":[" + variant + "," + pod().namespace("second").json() + "],\"kind\":\"List\"}";
            ClusterContents contents = ClusterReader.read(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ClusterFilter.EVERYTHING);
            var sentences = new ArrayList<>(contents.notices());
            contents.skipped().forEach(skipped -> sentences.add(skipped.sentence()));
            DeploymentNameTemplate.DEFAULT.errors(contents.containers()).stream()
                    .map(FieldError::toString)
                    .forEach(sentences::add);
            for (String sentence : sentences) {
                assertThat(sentence, sentence.chars().noneMatch(Character::isISOControl), is(true));
                assertThat(sentence, not(containsString("\u202e")));
                assertThat(sentence, not(containsString("ghp_")));
                assertThat(sentence, not(containsString("null")));
            }
            assertThat(
                    contents.containers().stream()
                            .anyMatch(c -> c.workload().namespace().equals("second")),
                    is(true));
        }
    }

    @Test
    void hostilePodNameIsQuotedInTheNoticeOfARollout() throws Exception {
        PodItem second = PodItem.pod("x\n[Pipeline] ghp_0123456789abcdefghij")
                .owner("apps/v1", "DaemonSet", "agent")
                .created("2026-11-02T10:00:00Z")
                .container("app", "shop/agent:1", "docker.io/shop/agent@" + digest('2'));

        String notice = read(pod(), second).notices().get(0);

        assertThat(notice, containsString("2 different digests"));
        assertThat(notice, not(containsString("\n")));
        assertThat(notice, not(containsString("ghp_")));
    }

    @Test
    void secretsOfAPodAreNotRead() throws Exception {
        ObjectNode pod = pod().annotation("kubectl.kubernetes.io/last-applied-configuration", "hunter2")
                .json();
        ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
        container.putArray("env").addObject().put("name", "PASSWORD").put("value", "hunter2");
        container.putArray("args").add("--password=hunter2");
        container.putArray("command").add("hunter2");
        ((ObjectNode) pod.get("status")).put("message", "hunter2");
        var bytes = new ByteArrayOutputStream();

        ClusterContents contents = ClusterReader.read(
                new ByteArrayInputStream(
                        ("{\"items\":[" + pod + "],\"kind\":\"List\"}").getBytes(StandardCharsets.UTF_8)),
                ClusterFilter.EVERYTHING);
        new ObjectOutputStream(bytes).writeObject(contents);

        assertThat(contents.toString(), not(containsString("hunter2")));
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1), not(containsString("hunter2")));
    }

    /** An agent reads the file and sends the result to the controller. */
    @Test
    void resultFilterAndErrorOfAListAreSerializable() throws Exception {
        ClusterContents contents = read(pod());
        var filter = new ClusterFilter(
                List.of("a"), List.of(), LabelSelector.parse("a in (b)").orElseThrow(), true);

        assertThat(copy(contents), is(contents));
        assertThat(copy(filter), is(filter));
        assertThat(copy(DeploymentNameTemplate.DEFAULT), is(DeploymentNameTemplate.DEFAULT));
        var error = UnusableListException.of("list.empty");
        assertThat(((Exception) copy(error)).getMessage(), is(error.getMessage()));
    }

    private static Object copy(Object object) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(object);
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void deeplyNestedListIsAnError() {
        String text = list().replace("[]", "[".repeat(100_000));

        assertThrows(
                UnusableListException.class,
                () -> ClusterReader.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ClusterFilter.EVERYTHING));
    }

    /** A short YAML file whose aliases expand to billions of texts. */
    @Test
    void yamlAliasesAreNotExpanded() throws Exception {
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        yaml.append("items: []\nkind: List\n");

        assertThat(
                ClusterReader.read(
                                new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8)),
                                ClusterFilter.EVERYTHING)
                        .pods(),
                is(0));
    }
}
