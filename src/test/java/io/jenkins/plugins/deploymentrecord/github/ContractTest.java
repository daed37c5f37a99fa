package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client sends only requests that keep GitHub's contract. */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROCKET = "\ud83d\ude80";

    static Stream<Named<UnaryOperator<DeploymentRecord.Builder>>> additions() {
        return Map.<String, UnaryOperator<DeploymentRecord.Builder>>ofEntries(
                        Map.entry("nothing", b -> b),
                        Map.entry("status", b -> b.status("decommissioned")),
                        Map.entry("version", b -> b.set(RecordField.VERSION, "1")),
                        Map.entry("longest version", b -> b.set(RecordField.VERSION, "1".repeat(100))),
                        Map.entry("physical environment", b -> b.set(RecordField.PHYSICAL_ENVIRONMENT, "east")),
                        Map.entry(
                                "longest physical environment",
                                b -> b.set(RecordField.PHYSICAL_ENVIRONMENT, ROCKET.repeat(128))),
                        Map.entry("cluster", b -> b.set(RecordField.CLUSTER, "moda-1")),
                        Map.entry("longest cluster", b -> b.set(RecordField.CLUSTER, ROCKET.repeat(128))),
                        Map.entry("repository", b -> b.set(RecordField.GITHUB_REPOSITORY, "a.B-c_1")),
                        Map.entry("repository with owner", b -> b.set(RecordField.GITHUB_REPOSITORY, "octo-org/shop")),
                        Map.entry("longest repository", b -> b.set(RecordField.GITHUB_REPOSITORY, "a".repeat(100))),
                        Map.entry("longest name", b -> b.set(RecordField.NAME, ROCKET.repeat(256))),
                        Map.entry("shortest name", b -> b.set(RecordField.NAME, "n")),
                        Map.entry(
                                "longest logical environment",
                                b -> b.set(RecordField.LOGICAL_ENVIRONMENT, ROCKET.repeat(128))),
                        Map.entry(
                                "longest deployment name", b -> b.set(RecordField.DEPLOYMENT_NAME, ROCKET.repeat(256))),
                        Map.entry("upper-case digest", b -> b.digest("SHA256:" + "AB".repeat(32))),
                        Map.entry("a tag", b -> b.tag("key", "value")),
                        Map.entry("a tag without a value", b -> b.tag("key", "")),
                        Map.entry("five long tags", b -> fiveTags(b)),
                        Map.entry("a risk", b -> b.runtimeRisks(List.of("lateral-movement"))),
                        Map.entry(
                                "every risk twice",
                                b -> b.runtimeRisks(
                                        Stream.concat(risks(), risks()).toList())),
                        Map.entry("quotes and scripts", b -> b.set(RecordField.NAME, "\"\\/ \u4e2d\u6587 \u0416 <b>")))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    private static DeploymentRecord.Builder fiveTags(DeploymentRecord.Builder builder) {
        for (int i = 0; i < 5; i++) {
            builder.tag(i + ROCKET.repeat(99), ROCKET.repeat(100));
        }
        return builder;
    }

    private static Stream<String> risks() {
        return Stream.of(RuntimeRisk.values()).map(RuntimeRisk::jsonName);
    }

    @ParameterizedTest
    @MethodSource("additions")
    void requiredFieldsWithOneAdditionKeepTheContract(UnaryOperator<DeploymentRecord.Builder> addition)
            throws Exception {
        assertKeepsContract(addition.apply(Records.required()).build());
    }

    @Test
    void allFieldsKeepTheContract() throws Exception {
        DeploymentRecord record = Records.full().build();
        assertKeepsContract(record);
        assertThat(JSON.readTree(record.body()), is(JSON.readTree("""
                        {
                          "name": "awesome-image",
                          "digest": "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72",
                          "version": "2.1.0",
                          "status": "decommissioned",
                          "logical_environment": "prod",
                          "physical_environment": "pacific-east",
                          "cluster": "moda-1",
                          "deployment_name": "shop-web",
                          "github_repository": "shop",
                          "tags": {"team": "platform", "tier": ""},
                          "runtime_risks": ["critical-resource", "sensitive-data"]
                        }
                        """)));
    }

    @Test
    void randomRecordsKeepTheContract() throws Exception {
        long seed = 20260113;
        System.out.println("ContractTest: random records from seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            assertKeepsContract(Records.random(random).build());
        }
    }

    private static void assertKeepsContract(DeploymentRecord record) throws IOException {
        JsonNode body = JSON.readTree(record.body());
        assertThat(body.toString(), PublishedContract.violations(body), is(empty()));
        assertThat(body.toString(), ContractCheck.ofDeploymentRecords().violations(body), is(empty()));
    }
}
