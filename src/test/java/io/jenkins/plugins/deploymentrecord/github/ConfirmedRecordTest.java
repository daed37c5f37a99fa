package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that are read from an answer that confirms a record. */
class ConfirmedRecordTest {

    private static final DeploymentRecordResponse NOTHING_KNOWN =
            new DeploymentRecordResponse(null, null, null, null, null, null, null, null, null);

    private GitHubStandIn gitHub;

    @BeforeEach
    void start() {
        gitHub = GitHubStandIn.start();
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private DeploymentRecordResponse sent(DeploymentRecord record) {
        return Clients.answer(Clients.of(gitHub.url()).send(record, Clients.TOKEN));
    }

    private DeploymentRecordResponse answered(String body) {
        gitHub.answerNext(200, Map.of(), body);
        return sent(Records.built(Records.full()));
    }

    @Test
    void everyFieldOfAConfirmedRecordIsRead() {
        assertThat(
                answered("""
                        {"total_count": 1, "deployment_records": [{
                          "id": 123,
                          "digest": "sha256:12",
                          "logical_environment": "prod",
                          "physical_environment": "pacific-east",
                          "cluster": "moda-1",
                          "deployment_name": "shop-web",
                          "tags": {"data": "sensitive"},
                          "runtime_risks": ["sensitive-data"],
                          "created_at": "2011-01-26T19:14:43Z",
                          "updated_at": "2012-01-26T19:14:43Z",
                          "attestation_id": 456,
                          "something": {"new": []}
                        }]}
                        """),
                is(new DeploymentRecordResponse(
                        123L,
                        "sha256:12",
                        "prod",
                        "pacific-east",
                        "moda-1",
                        "shop-web",
                        "2011-01-26T19:14:43Z",
                        "2012-01-26T19:14:43Z",
                        456L)));
    }

    @Test
    void sampleInGitHubsDocumentationIsRead() {
        DeploymentRecordResponse read = answered("""
                {"total_count": 1, "deployment_records": [{"id": 123, "deployment_name": "prod-deployment",
                  "created": "2011-01-26T19:14:43Z", "updated_at": "2011-01-26T19:14:43Z", "attestation_id": 456}]}
                """);
        assertThat(read.id(), is(123L));
        assertThat(read.createdAt(), is("2011-01-26T19:14:43Z"));
        assertThat(read.deploymentName(), is("prod-deployment"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"total_count\": 1}",
                "{\"total_count\": 2}",
                "{\"total_count\": 0}",
                "{\"total_count\": 0, \"deployment_records\": []}",
                "{\"total_count\": 1, \"deployment_records\": null}",
                "{\"total_count\": 1, \"deployment_records\": []}",
                "{\"total_count\": 1, \"deployment_records\": \"one\"}",
                "{\"total_count\": 1, \"deployment_records\": [null]}",
                "{\"total_count\": 1, \"deployment_records\": [7]}",
                "{\"total_count\": 1, \"deployment_records\": [{\"id\": \"abc\"}]}",
                "{\"total_count\": 1, \"deployment_records\": [{\"id\": 99999999999999999999}]}",
                "{\"total_count\": 1, \"deployment_records\": [{\"deployment_name\": {\"a\": 1}}]}",
                "{\"total_count\": 2, \"deployment_records\": [{\"id\": 1}, {\"id\": 2}]}"
            })
    void totalCountAloneConfirmsARecord(String body) {
        assertThat(answered(body), is(NOTHING_KNOWN));
    }

    @Test
    void recordThatWasSentIsFoundAmongSeveralRecords() {
        String other = "{\"id\": %d, \"logical_environment\": \"%s\", \"physical_environment\": \"%s\","
                + " \"cluster\": \"%s\", \"deployment_name\": \"%s\"}";
        DeploymentRecordResponse read = answered("{\"total_count\": 5, \"deployment_records\": ["
                + String.join(
                        ",",
                        List.of(
                                other.formatted(1, "test", "pacific-east", "moda-1", "shop-web"),
                                other.formatted(2, "prod", "east", "moda-1", "shop-web"),
                                other.formatted(3, "prod", "pacific-east", "moda-2", "shop-web"),
                                other.formatted(4, "prod", "pacific-east", "moda-1", "shop"),
                                other.formatted(5, "prod", "pacific-east", "moda-1", "shop-web")))
                + "]}");
        assertThat(read.id(), is(5L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"cluster\": \"\", \"physical_environment\": null"})
    void missingEnvironmentMayBeReturnedAsEmpty(String environments) {
        gitHub.answerNext(200, Map.of(), """
                {"total_count": 2, "deployment_records": [
                  {"id": 1, "logical_environment": "prod", "deployment_name": "shop-web", "cluster": "moda-1"},
                  {"id": 2, "logical_environment": "prod", "deployment_name": "shop-web"%s}]}
                """.formatted(environments));
        assertThat(sent(Records.built(Records.required())).id(), is(2L));
    }

    @Test
    void recordWithoutAnAttestationIsRead() {
        DeploymentRecordResponse read = sent(Records.built(Records.required()));
        assertThat(read.attestationId() == null, is(true));
        assertThat(read.digest(), is(Records.DIGEST));
    }

    /** A name may be long and have two consecutive spaces. */
    @Test
    void longNamesAreReadUnchanged() {
        String name = "a  b" + "c".repeat(252);
        DeploymentRecordResponse read = sent(Records.built(Records.required().set(RecordField.DEPLOYMENT_NAME, name)));
        assertThat(read.deploymentName(), is(name));
    }

    @Test
    void invisibleCharactersInAnAnswerAreDropped() {
        DeploymentRecordResponse read = answered("""
                {"total_count": 1, "deployment_records": [{"id": 1, "digest": "a\\u001b[31mb", "logical_environment": "a\\nb",
                  "physical_environment": "a\\u202eb", "cluster": "a\\u0000b", "deployment_name": "a\\r\\nb",
                  "created_at": "a\\u0085b", "updated_at": "%s"}]}
                """.formatted("x".repeat(5000)));
        assertThat(
                read,
                is(new DeploymentRecordResponse(
                        1L, "a [31mb", "a b", "a b", "a b", "a b", "a b", "x".repeat(300) + '\u2026', null)));
    }
}
