package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalization of typed fields: white space, blank values, alternative spellings. */
class BuilderTest {

    @Test
    void builderStripsWhiteSpaceAroundEveryField() throws Exception {
        DeploymentRecord record = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, " octo-org\n")
                .set(RecordField.NAME, "\tawesome image ")
                .digest(" " + Records.DIGEST + "\n")
                .status(" decommissioned ")
                .set(RecordField.LOGICAL_ENVIRONMENT, " prod ")
                .set(RecordField.DEPLOYMENT_NAME, "\u2003shop-web\u2003")
                .tag(" team ", " platform ")
                .runtimeRisks(List.of(" sensitive-data "))
                .build();
        assertThat(record.organization(), is("octo-org"));
        assertThat(record.name(), is("awesome image"));
        assertThat(record.digest(), is(new ArtifactDigest(Records.DIGEST)));
        assertThat(record.status(), is(DeploymentStatus.DECOMMISSIONED));
        assertThat(record.logicalEnvironment(), is("prod"));
        assertThat(record.deploymentName(), is("shop-web"));
        assertThat(record.tags().toString(), is("{team=platform}"));
        assertThat(record.runtimeRisks().toString(), is("[SENSITIVE_DATA]"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"VERSION", "PHYSICAL_ENVIRONMENT", "CLUSTER", "GITHUB_REPOSITORY"})
    void aBlankOptionalFieldIsAbsent(RecordField field) throws Exception {
        assertThat(Records.required().set(field, "x").set(field, " ").build(), is(Records.built(Records.required())));
        assertThat(Records.required().set(field, "x").set(field, null).build(), is(Records.built(Records.required())));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "deployed"})
    void missingStatusIsDeployed(String status) throws Exception {
        assertThat(Records.required().status(status).build().status(), is(DeploymentStatus.DEPLOYED));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void aBlankDigestIsMissing(String digest) {
        assertThat(
                Records.required().digest(digest).validate(),
                is(List.of(new FieldError("digest", "is missing; sha256: and 64 hexadecimal digits are needed"))));
        assertThat(
                DeploymentRecord.digestError(digest),
                is(Optional.of(new FieldError("digest", "is missing; sha256: and 64 hexadecimal digits are needed"))));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "deployed", "decommissioned"})
    void knownOrMissingStatusIsNotAnError(String status) {
        assertThat(DeploymentRecord.statusError(status), is(Optional.empty()));
    }

    @Test
    void duplicateAndBlankRisksAreDropped() throws Exception {
        DeploymentRecord record = Records.required()
                .runtimeRisks(Arrays.asList("sensitive-data", "", null, " ", "critical-resource", "sensitive-data"))
                .build();
        assertThat(record.runtimeRisks().toString(), is("[SENSITIVE_DATA, CRITICAL_RESOURCE]"));
    }

    @Test
    void everyRiskHasGitHubsName() {
        assertThat(
                Arrays.stream(RuntimeRisk.values()).map(RuntimeRisk::jsonName).toList(),
                is(List.of("critical-resource", "internet-exposed", "lateral-movement", "sensitive-data")));
        for (RuntimeRisk risk : RuntimeRisk.values()) {
            assertThat(RuntimeRisk.parse(risk.jsonName()), is(Optional.of(risk)));
            assertThat(DeploymentRecord.riskError(risk.jsonName()), is(Optional.empty()));
        }
    }

    @Test
    void recordsWithEqualFieldsAreEqual() {
        assertThat(Records.built(Records.full()), is(Records.built(Records.full())));
    }

    /** The preview of a form shows the body that a build sends. */
    @Test
    void draftOfAValidRecordIsTheBodyThatIsSent() throws Exception {
        var json = new ObjectMapper();
        var random = new Random(20260113);
        for (int i = 0; i < 200; i++) {
            DeploymentRecord.Builder builder = i == 0 ? Records.required() : Records.random(random);

            assertThat(
                    json.valueToTree(builder.draft()).toPrettyString(),
                    is(json.readTree(Records.built(builder).toPrettyJson()).toPrettyString()));
        }
    }

    @Test
    void draftWithoutFieldsHasOnlyTheStatus() {
        assertThat(DeploymentRecord.builder().draft().toString(), is("{status=deployed}"));
    }

    @Test
    void draftContainsInvalidFieldsAsTyped() {
        var builder = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "octo-org")
                .set(RecordField.GITHUB_REPOSITORY, "another/shop")
                .digest("abc")
                .status("gone")
                .tag("", "x")
                .runtimeRisks(List.of("none"));

        assertThat(
                builder.draft().toString(),
                is("{digest=abc, status=gone, github_repository=shop, tags={=x}, runtime_risks=[none]}"));
    }
}
