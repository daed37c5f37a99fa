package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value just beyond a limit of GitHub's contract is refused by the contract, and by the builder before anything is
 * sent.
 */
class ContractLimitsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Arguments text(RecordField field, String jsonName, String value) {
        return Arguments.of(field.parameterName(), (Consumer<ObjectNode>) body -> body.put(jsonName, value), (Consumer<
                        DeploymentRecord.Builder>)
                builder -> builder.set(field, value));
    }

    private static Arguments other(
            String parameterName, Consumer<ObjectNode> body, Consumer<DeploymentRecord.Builder> builder) {
        return Arguments.of(parameterName, body, builder);
    }

    static Stream<Arguments> pastTheLimit() {
        String rocket = "\ud83d\ude80";
        return Stream.of(
                text(RecordField.NAME, "name", ""),
                text(RecordField.NAME, "name", "n".repeat(257)),
                text(RecordField.NAME, "name", rocket.repeat(257)),
                text(RecordField.VERSION, "version", "1".repeat(101)),
                text(RecordField.LOGICAL_ENVIRONMENT, "logical_environment", ""),
                text(RecordField.LOGICAL_ENVIRONMENT, "logical_environment", "e".repeat(129)),
                text(RecordField.LOGICAL_ENVIRONMENT, "logical_environment", rocket.repeat(129)),
                text(RecordField.PHYSICAL_ENVIRONMENT, "physical_environment", "e".repeat(129)),
                text(RecordField.CLUSTER, "cluster", "c".repeat(129)),
                text(RecordField.DEPLOYMENT_NAME, "deployment_name", "d".repeat(257)),
                text(RecordField.GITHUB_REPOSITORY, "github_repository", "r".repeat(101)),
                text(RecordField.GITHUB_REPOSITORY, "github_repository", "other/shop"),
                text(RecordField.GITHUB_REPOSITORY, "github_repository", "sh\u00f6p"),
                text(RecordField.GITHUB_REPOSITORY, "github_repository", "sh op"),
                digest("sha256:" + "a".repeat(63)),
                digest("sha256:" + "a".repeat(65)),
                digest("sha256:" + "g".repeat(64)),
                digest("sha512:" + "a".repeat(64)),
                digest("sha256:" + "a".repeat(63) + "\u0663"),
                digest(""),
                status("Deployed"),
                status("gone"),
                other(
                        "tags",
                        body -> {
                            var tags = body.putObject("tags");
                            IntStream.range(0, 6).forEach(i -> tags.put("k" + i, "v"));
                        },
                        builder -> IntStream.range(0, 6).forEach(i -> builder.tag("k" + i, "v"))),
                risk("high"),
                risk("critical_resource"),
                risk("Sensitive-Data"));
    }

    private static Arguments digest(String value) {
        return other("digest", body -> body.put("digest", value), builder -> builder.digest(value));
    }

    private static Arguments status(String value) {
        return other("status", body -> body.put("status", value), builder -> builder.status(value));
    }

    private static Arguments risk(String value) {
        return other(
                "runtimeRisks",
                body -> body.putArray("runtime_risks").add(value),
                builder -> builder.runtimeRisks(List.of(value)));
    }

    @ParameterizedTest
    @MethodSource("pastTheLimit")
    void valueBeyondALimitIsRefusedByTheContractAndByTheBuilder(
            String field, Consumer<ObjectNode> breakBody, Consumer<DeploymentRecord.Builder> breakBuilder)
            throws Exception {
        ObjectNode body = validBody();
        breakBody.accept(body);
        assertIsRefused(body);

        var builder = Records.full();
        breakBuilder.accept(builder);
        assertThat(builder.validate().stream().map(FieldError::field).toList(), contains(field));
    }

    static Stream<Consumer<ObjectNode>> impossibleHere() {
        return Stream.of(
                body -> body.put("name", 1),
                body -> body.putNull("version"),
                body -> body.put("version", ""),
                body -> body.put("github_repository", ""),
                body -> body.put("github_repository", "shop\n"),
                body -> body.put("digest", Records.DIGEST + "\n"),
                body -> body.put("digest", Records.DIGEST.replace('b', 'B')),
                body -> body.put("return_records", "true"),
                body -> body.put("organization", "octo-org"),
                body -> body.putArray("tags"),
                body -> body.putObject("tags").put("key", 1),
                body -> body.putObject("runtime_risks"),
                body -> body.putArray("runtime_risks").add(1),
                body -> body.putArray("runtime_risks").add("sensitive-data").add("sensitive-data"),
                body -> body.remove("name"),
                body -> body.remove("digest"),
                body -> body.remove("status"),
                body -> body.remove("logical_environment"),
                body -> body.remove("deployment_name"),
                ObjectNode::removeAll);
    }

    /** The builder never makes such bodies; they show that both contract checks agree. */
    @ParameterizedTest
    @MethodSource("impossibleHere")
    void bodyThatTheBuilderNeverMakesIsRefusedByTheContract(Consumer<ObjectNode> breakBody) throws Exception {
        ObjectNode body = validBody();
        breakBody.accept(body);
        assertIsRefused(body);
    }

    @ParameterizedTest
    @MethodSource("notObjects")
    void bodyThatIsNotAnObjectIsRefusedByTheContract(String json) throws Exception {
        assertIsRefused(JSON.readTree(json));
    }

    static Stream<String> notObjects() {
        return Stream.of("[]", "\"text\"", "1", "null", "true");
    }

    /** Empty values that the contract allows, and that the builder leaves out. */
    @ParameterizedTest
    @MethodSource("allowed")
    void emptyValuesAreAcceptedByTheContract(Consumer<ObjectNode> change) throws Exception {
        ObjectNode body = validBody();
        change.accept(body);
        assertThat(PublishedContract.violations(body), is(empty()));
        assertThat(ContractCheck.ofDeploymentRecords().violations(body), is(empty()));
    }

    static Stream<Consumer<ObjectNode>> allowed() {
        return Stream.of(
                body -> body.put("cluster", ""),
                body -> body.put("physical_environment", ""),
                body -> body.put("deployment_name", ""),
                body -> body.put("return_records", false),
                body -> body.putObject("tags"),
                body -> body.putArray("runtime_risks"));
    }

    private static ObjectNode validBody() throws IOException {
        return (ObjectNode) JSON.readTree(Records.built(Records.full()).body());
    }

    private static void assertIsRefused(JsonNode body) {
        assertThat("the published contract", PublishedContract.violations(body), is(not(empty())));
        assertThat("the stand-in", ContractCheck.ofDeploymentRecords().violations(body), is(not(empty())));
    }
}
