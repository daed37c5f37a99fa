package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of each text field, at their limits. */
class RecordFieldTest {

    private static final String ROCKET = "\ud83d\ude80";

    @ParameterizedTest
    @CsvSource({
        "ORGANIZATION, organization, true, 100",
        "NAME, name, true, 256",
        "VERSION, version, false, 100",
        "LOGICAL_ENVIRONMENT, logicalEnvironment, true, 128",
        "PHYSICAL_ENVIRONMENT, physicalEnvironment, false, 128",
        "CLUSTER, cluster, false, 128",
        "DEPLOYMENT_NAME, deploymentName, true, 256",
        "GITHUB_REPOSITORY, githubRepository, false, 100"
    })
    void fieldHasNameAndLimitOfTheContract(RecordField field, String parameterName, boolean required, int longest) {
        assertThat(field.parameterName(), is(parameterName));
        assertThat(field.isRequired(), is(required));
        assertThat(field.maxLength(), is(longest));
    }

    @ParameterizedTest
    @CsvSource({"name, name", "logicalEnvironment, logical_environment", "githubRepository, github_repository"})
    void typedFieldNameIsConvertedToGitHubsName(String parameterName, String jsonName) {
        assertThat(RecordField.jsonName(parameterName), is(jsonName));
    }

    @ParameterizedTest
    @EnumSource
    void fieldBeyondItsMaxLengthIsAnError(RecordField field) {
        assertThat(field.check("x"), is(Optional.empty()));
        assertThat(field.check("x".repeat(field.maxLength())), is(Optional.empty()));
        assertThat(
                field.check("x".repeat(field.maxLength() + 1)),
                is(error(
                        field,
                        "has %d characters, at most %d are allowed; given: \"%s\u2026\""
                                .formatted(field.maxLength() + 1, field.maxLength(), "x".repeat(60)))));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ORGANIZATION", "GITHUB_REPOSITORY"})
    void fieldLengthIsCountedInCodePoints(RecordField field) {
        assertThat(field.check(ROCKET.repeat(field.maxLength())), is(Optional.empty()));
        assertThat(
                field.check(ROCKET.repeat(field.maxLength() + 1)).orElseThrow().problem(),
                containsString("has " + (field.maxLength() + 1) + " characters, "));
    }

    @ParameterizedTest
    @EnumSource
    void blankRequiredFieldIsMissing(RecordField field) {
        for (String blank : new String[] {null, "", " ", "\t\n", "\u2003"}) {
            assertThat(
                    field.check(blank),
                    is(
                            field.isRequired()
                                    ? error(field, "is missing; 1 to " + field.maxLength() + " characters are needed")
                                    : Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo-org", "octo_org", "OCTO", "0", "-a-", "octo-org_shortcode"})
    void validOrganizationIsAccepted(String value) {
        assertThat(RecordField.ORGANIZATION.check(value), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"octo org", "octo/org", "..", "octo.org", "octo-\u00f6rg", "octo%2Forg", "a?b", "a#b", "\u0663"})
    void organizationWithForbiddenCharactersIsAnError(String value) {
        assertThat(
                RecordField.ORGANIZATION.check(value),
                is(error(
                        RecordField.ORGANIZATION,
                        "has characters that are not allowed; given: \"" + value
                                + "\"; allowed: letters, digits, hyphens and underscores")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", ".github", "a.b-c_d", "0"})
    void validRepositoryNameIsAccepted(String value) {
        assertThat(RecordField.GITHUB_REPOSITORY.check(value), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "sh\u00f6p", "a:b", "a\\b"})
    void repositoryNameWithForbiddenCharactersIsAnError(String value) {
        assertThat(
                RecordField.GITHUB_REPOSITORY.check(value),
                is(error(
                        RecordField.GITHUB_REPOSITORY,
                        "has characters that are not allowed; given: \"" + value
                                + "\"; allowed: letters, digits, dots, hyphens and underscores")));
    }

    @ParameterizedTest
    @CsvSource({
        "0000, U+0000",
        "000A, U+000A",
        "001B, U+001B",
        "007F, U+007F",
        "00AD, U+00AD",
        "200B, U+200B",
        "2028, U+2028",
        "2029, U+2029",
        "202E, U+202E",
        "FEFF, U+FEFF",
        "D800, U+D800",
        "DC00, U+DC00",
        "E0041, U+E0041"
    })
    void invisibleCharacterInAFieldIsAnError(String hexadecimal, String shown) {
        String value = "a" + Character.toString(Integer.parseInt(hexadecimal, 16)) + "b";
        assertThat(
                RecordField.NAME.check(value),
                is(error(
                        RecordField.NAME,
                        "has the invisible character " + shown + ", which is not allowed; given: \"a b\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u4e2d\u6587", "\u00e9", "e\u0301", "a  b", "\ud83d\ude80", "<b>&\"'", "{0} ''"})
    void visibleCharactersInAFieldAreAccepted(String value) {
        assertThat(RecordField.NAME.check(value), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_0123456789",
                "gho_0123456789",
                "ghu_0123456789",
                "ghs_0123456789",
                "ghr_0123456789",
                "github_pat_0123456789",
                "x ghp_0123456789\n y"
            })
    void tokenInAFieldIsAnErrorThatHidesIt(String value) {
        for (RecordField field : RecordField.values()) {
            assertThat(
                    field.check(value),
                    is(error(
                            field,
                            "holds a text that looks like a GitHub token, which would be kept at GitHub for good; a token"
                                    + " belongs in a credential")));
        }
        assertThat(
                RecordField.quoted(value),
                is("(the value is not shown: it looks like a token, which belongs in a credential)"));
    }

    @Test
    void valueShorterThanATokenIsQuoted() {
        assertThat(RecordField.quoted("ghp_012345678"), is("\"ghp_012345678\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {59, 60})
    void shortValueIsQuotedWhole(int length) {
        assertThat(RecordField.quoted(ROCKET.repeat(length)), is('"' + ROCKET.repeat(length) + '"'));
    }

    @Test
    void longValueIsQuotedShortened() {
        assertThat(RecordField.quoted(ROCKET.repeat(61)), is('"' + ROCKET.repeat(60) + "\u2026\""));
    }

    private static Optional<FieldError> error(RecordField field, String problem) {
        return Optional.of(new FieldError(field.parameterName(), problem));
    }
}
