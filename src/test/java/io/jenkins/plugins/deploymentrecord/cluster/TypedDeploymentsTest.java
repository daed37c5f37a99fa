package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.cluster.ClusterDeployment.TypedTag;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of deployments that a person wrote. */
class TypedDeploymentsTest {

    private static final String DIGEST = TestCluster.digest('a');

    private static DeploymentList read(String json) throws IOException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static DeploymentList read(byte[] json) throws IOException {
        return TypedDeployments.read(new ByteArrayInputStream(json));
    }

    private static List<String> errors(DeploymentList list) {
        return list.errors().stream().map(Object::toString).toList();
    }

    @Test
    void deploymentsOfAFileAreReadInOrderWithEveryField() throws Exception {
        DeploymentList list = read("""
                [
                  {"name": "api", "digest": "%s", "deploymentName": "a", "version": "1", "status": "decommissioned",
                   "githubRepository": "shop", "tags": {"team": "x"}, "runtimeRisks": ["sensitive-data"]},
                  {"image": "ghcr.io/octo-org/web@%s", "deploymentName": "b", "tags": [{"key": "k", "value": "v"}],
                   "version": null}
                ]
                """.formatted(DIGEST, DIGEST));

        assertThat(list.errors(), is(empty()));
        assertThat(
                list.deployments(),
                contains(
                        new ClusterDeployment(
                                "line 2, deployments[0]",
                                "api",
                                DIGEST,
                                null,
                                "a",
                                "1",
                                "decommissioned",
                                "shop",
                                List.of(new TypedTag("team", "x")),
                                List.of("sensitive-data"),
                                null),
                        new ClusterDeployment(
                                "line 4, deployments[1]",
                                null,
                                null,
                                "ghcr.io/octo-org/web@" + DIGEST,
                                "b",
                                null,
                                null,
                                null,
                                List.of(new TypedTag("k", "v")),
                                null,
                                null)));
    }

    @Test
    void mapsOfAPipelineAreReadLikeAFile() throws Exception {
        Object gstring = new StringBuilder("api");
        DeploymentList list = TypedDeployments.of(
                List.of(Map.of("name", gstring, "digest", DIGEST, "tags", Map.of(gstring, gstring))));

        ClusterDeployment deployment = list.deployments().getFirst();
        assertThat(list.errors(), is(empty()));
        assertThat(deployment.place(), is("deployments[0]"));
        assertThat(deployment.name(), is("api"));
        assertThat(deployment.tags(), contains(new TypedTag("api", "api")));
    }

    @Test
    void absentTagsAndRisksDifferFromEmptyTagsAndRisks() throws Exception {
        DeploymentList list = read("[{}, {\"tags\": {}, \"runtimeRisks\": []}, {\"tags\": []}]");

        assertThat(list.deployments().get(0).tags(), is(nullValue()));
        assertThat(list.deployments().get(0).runtimeRisks(), is(nullValue()));
        assertThat(list.deployments().get(1).tags(), is(empty()));
        assertThat(list.deployments().get(1).runtimeRisks(), is(empty()));
        assertThat(list.deployments().get(2).tags(), is(empty()));
    }

    @Test
    void allErrorsOfTypedDeploymentsAreReportedWithTheirPositions() throws Exception {
        DeploymentList list = read("""
                [
                  {"name": "api", "digst": "x", "version": 1.10},
                  "api",
                  {"tags": "team=x", "runtimeRisks": "sensitive-data"},
                  {"tags": [{"key": "a"}], "runtimeRisks": [1]}, {"tags": {"a": 1}}
                ]""");

        String allowed = "name, digest, image, deploymentName, version, status, githubRepository, tags, runtimeRisks";
        String tags = "are not tags; allowed: texts by key, or a list of objects with a text 'key' and a text 'value'";
        assertThat(
                errors(list),
                contains(
                        "line 2, deployments[0]: has an unknown field \"digst\"; allowed: " + allowed,
                        "line 2, deployments[0].version: is not a text; put the value in quotes",
                        "line 3, deployments[1]: is not an object with fields; allowed: " + allowed,
                        "line 4, deployments[2].tags: " + tags,
                        "line 4, deployments[2].runtimeRisks: is not a list of texts",
                        "line 5, deployments[3].tags: " + tags,
                        "line 5, deployments[3].runtimeRisks: is not a list of texts",
                        "line 5, deployments[4].tags: " + tags));
    }

    /** The rules of records find the remaining errors, without consequences of the errors above. */
    @Test
    void errorsOfTheListAndOfTheRecordsAreReportedTogether() throws Exception {
        var typed = new ArrayList<Object>(List.of(
                Map.of("name", "api", "digest", DIGEST, "deploymentName", "a", "version", 1),
                Map.of("name", "api", "digest", "x", "deploymentName", "b", "status", "gone"),
                Map.of("name", "api", "digst", DIGEST, "deploymentName", "c"),
                "none",
                Map.of("name", "api", "digest", DIGEST, "deploymentName", " a ")));

        var error = assertThrows(
                InvalidDeploymentException.class,
                () -> ClusterRecords.of(TypedDeployments.of(typed), TARGET, RepositoryByImage.NONE));

        assertThat(
                error.errors().stream().map(e -> e.field()).toList(),
                contains(
                        "deployments[0].version",
                        "deployments[2]",
                        "deployments[3]",
                        "deployments[1].digest",
                        "deployments[1].status",
                        "deployments[4].deploymentName"));
        assertThat(error.getMessage(), containsString("\"a\" is the deployment name of deployments[0], too"));
    }

    @Test
    void manyErrorsOfTypedDeploymentsAreCountedInAShortMessage() throws Exception {
        var typed = new ArrayList<Object>();
        for (int i = 0; i < 3000; i++) {
            typed.add(Map.of("name", "api", "digest", DIGEST));
        }

        var error = assertThrows(
                InvalidDeploymentException.class,
                () -> ClusterRecords.of(TypedDeployments.of(typed), TARGET, RepositoryByImage.NONE));

        assertThat(error.errors().size(), is(3000));
        assertThat(error.getMessage(), containsString("deployments[19].deploymentName"));
        assertThat(error.getMessage(), containsString("2980 more"));
        assertThat(error.getMessage().length() < 5000, is(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | deployments: is empty; at least one deployment is needed",
                "[] | deployments: is empty; at least one deployment is needed",
                "{\"name\": \"api\"} | deployments: is not an array of objects in JSON: see line 1, column 1",
                "7 | deployments: is not an array of objects in JSON: see line 1, column 1",
                "kind: List | deployments: is not valid JSON: see line 1, column 1",
                "[{}] [{}] | deployments: has other text after the array: see line 1, column 6",
                "[{\"name\": \"a\", \"name\": \"b\"}] | deployments: is not valid JSON: see line 1, column 22",
            })
    void fileWithoutAnArrayIsAnErrorWithItsPosition(String json, String error) throws Exception {
        assertThat(errors(read(json)).getLast(), is(error));
    }

    @Test
    void truncatedFileIsAnErrorAtEveryLength() throws Exception {
        byte[] whole = ("[{\"name\": \"api\", \"digest\": \"" + DIGEST + "\", \"tags\": {\"a\": \"b\"}}]")
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat("cut to " + length, read(Arrays.copyOf(whole, length)).errors(), is(not(empty())));
        }
        assertThat(read(whole).errors(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void deploymentsAreReadInWindowsEncodings(String charset) throws Exception {
        byte[] json = "\ufeff[\r\n{\"name\": \"größe\"}]".getBytes(Charset.forName(charset));

        assertThat(read(json).deployments().getFirst().name(), is("größe"));
    }

    @Test
    void bytesInNoSupportedEncodingAreAnError() throws Exception {
        assertThat(
                read(new byte[] {'[', '"', (byte) 0xE4, (byte) 0x80, '"', ']'}).errors(), is(not(empty())));
    }

    @Test
    void deeplyNestedJsonIsAnError() throws Exception {
        assertThat(read("[".repeat(100_000)).errors(), is(not(empty())));
    }

    @Test
    void fileAboveTheLimitIsAnErrorAndIsNotReadToItsEnd() throws Exception {
        var endless = new InputStream() {
            private long count;

            @Override
            public int read() {
                count++;
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                count += length;
                return length;
            }
        };

        assertThat(errors(TypedDeployments.read(endless)), contains("deployments: is longer than 16 MiB"));
        assertThat(endless.count, is(TypedDeployments.MAX_BYTES + 1L));
    }

    @Test
    void errorHidesATokenInAFile() throws Exception {
        String token = "ghp_" + "a1B2".repeat(9);
        DeploymentList list = read("[{\"%s\": 1, \"name\": \"%s\"}]".formatted(token, token));

        var error = assertThrows(
                InvalidDeploymentException.class, () -> ClusterRecords.of(list, TARGET, RepositoryByImage.NONE));

        assertThat(error.getMessage(), not(containsString("a1B2a1B2")));
    }

    @Test
    void typedDeploymentsAreSerializable() throws Exception {
        DeploymentList list =
                read("[{\"name\": \"api\", \"tags\": {\"a\": \"b\"}, \"runtimeRisks\": [\"x\"], \"z\": 1}]");

        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(list);
        }
        assertThat(list.errors().size(), is(1));
    }
}
