package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All errors are reported at once, in the order of the fields, with the values that are allowed. */
class FieldErrorsTest {

    private static String message(DeploymentRecord.Builder builder) {
        var thrown = assertThrows(InvalidDeploymentException.class, builder::build);
        assertThat(thrown.errors(), is(builder.validate()));
        String more = Clients.more("before-anything-is-sent");
        assertThat(thrown.getMessage(), endsWith(more));
        return thrown.getMessage().replace(more, "");
    }

    @Test
    void singleErrorIsReported() {
        assertThat(
                message(Records.full().set(RecordField.NAME, null)),
                is("The deployment cannot be recorded, nothing was sent. One thing is wrong:\n"
                        + "  - name: is missing; 1 to 256 characters are needed"));
    }

    @Test
    void everyMissingRequiredFieldIsReported() {
        assertThat(
                message(DeploymentRecord.builder()),
                is("The deployment cannot be recorded, nothing was sent. 5 things are wrong:\n"
                        + "  - organization: is missing; 1 to 100 characters are needed\n"
                        + "  - name: is missing; 1 to 256 characters are needed\n"
                        + "  - digest: is missing; sha256: and 64 hexadecimal digits are needed\n"
                        + "  - logicalEnvironment: is missing; 1 to 128 characters are needed\n"
                        + "  - deploymentName: is missing; 1 to 256 characters are needed"));
    }

    @Test
    void allErrorsAreReportedInTheOrderOfTheFields() {
        var builder = DeploymentRecord.builder()
                .runtimeRisks(List.of("high", "sensitive-data", "low"))
                .tag("", "lost")
                .set(RecordField.GITHUB_REPOSITORY, "a b")
                .set(RecordField.DEPLOYMENT_NAME, "d".repeat(257))
                .set(RecordField.CLUSTER, "a\u0000b")
                .set(RecordField.PHYSICAL_ENVIRONMENT, "a\u200bb")
                .set(RecordField.LOGICAL_ENVIRONMENT, "e".repeat(129))
                .status("gone")
                .set(RecordField.VERSION, "1".repeat(101))
                .digest("sha1:12")
                .set(RecordField.NAME, "a\u202eb")
                .set(RecordField.ORGANIZATION, "octo/org");
        assertThat(
                message(builder),
                is("The deployment cannot be recorded, nothing was sent. 13 things are wrong:\n"
                        + "  - organization: has characters that are not allowed; given: \"octo/org\"; allowed:"
                        + " letters, digits, hyphens and underscores\n"
                        + "  - name: has the invisible character U+202E, which is not allowed; given: \"a b\"\n"
                        + "  - digest: is not a SHA-256 digest; given: \"sha1:12\"; allowed: sha256: and 64 hexadecimal"
                        + " digits\n"
                        + "  - version: has 101 characters, at most 100 are allowed; given: \"" + "1".repeat(60)
                        + "\u2026\"\n"
                        + "  - status: is not a status; given: \"gone\"; allowed: deployed, decommissioned\n"
                        + "  - logicalEnvironment: has 129 characters, at most 128 are allowed; given: \""
                        + "e".repeat(60) + "\u2026\"\n"
                        + "  - physicalEnvironment: has the invisible character U+200B, which is not allowed; given:"
                        + " \"a b\"\n"
                        + "  - cluster: has the invisible character U+0000, which is not allowed; given: \"a b\"\n"
                        + "  - deploymentName: has 257 characters, at most 256 are allowed; given: \""
                        + "d".repeat(60) + "\u2026\"\n"
                        + "  - githubRepository: has characters that are not allowed; given: \"a b\"; allowed: letters,"
                        + " digits, dots, hyphens and underscores\n"
                        + "  - tags: a tag has no key; given: the value \"lost\"; allowed: keys of 1 to 100 characters\n"
                        + "  - runtimeRisks: is not a runtime risk; given: \"high\"; allowed: critical-resource,"
                        + " internet-exposed, lateral-movement, sensitive-data\n"
                        + "  - runtimeRisks: is not a runtime risk; given: \"low\"; allowed: critical-resource,"
                        + " internet-exposed, lateral-movement, sensitive-data"));
    }

    @Test
    void validRecordHasNoErrors() {
        assertThat(Records.required().validate(), is(List.of()));
        assertThat(Records.full().validate(), is(List.of()));
    }

    @Test
    void errorPrintsItsFieldAndProblem() {
        assertThat(
                Records.full().status("x").validate().stream()
                        .map(FieldError::toString)
                        .toList(),
                contains("status: is not a status; given: \"x\"; allowed: deployed, decommissioned"));
    }

    @Test
    void errorsHideTokensInEveryField() {
        String token = Clients.SECRET;
        var builder = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, token + "!")
                .set(RecordField.GITHUB_REPOSITORY, token + "/" + token)
                .digest(token)
                .status(token)
                .tag("", token)
                .tag(token, "x".repeat(101))
                .tag(token, "y")
                .runtimeRisks(List.of(token));
        assertThat(message(builder).contains(token), is(false));
    }

    /** A build's page and a job's history store the message. */
    @Test
    void manyErrorsAreCountedAndEveryFieldIsNamed() {
        var builder = Records.full().set(RecordField.NAME, null).runtimeRisks(List.of("low"));
        IntStream.range(0, 50_000).forEach(i -> builder.tag("", "value " + i));

        String message = message(builder);
        List<String> lines = message.lines().toList();
        assertThat(lines.get(0), endsWith(" nothing was sent. 50003 things are wrong:"));
        assertThat(lines, hasSize(22));
        assertThat(lines, hasItem(startsWith("  - name: is missing")));
        assertThat(lines, hasItem(startsWith("  - tags: 50002 tags were given, at most 5 are allowed")));
        assertThat(lines, hasItem(startsWith("  - runtimeRisks: is not a runtime risk; given: \"low\"")));
        assertThat(lines.getLast(), is("  - and 49983 more"));
        assertThat(message.length(), is(lessThan(4_000)));
    }
}
