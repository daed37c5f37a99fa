package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two names that look the same are the same name, or an error: otherwise GitHub would keep a record for each for good.
 */
class TypedTextTest {

    private static String character(String hexadecimal) {
        return Character.toString(Integer.parseInt(hexadecimal, 16));
    }

    /** Spaces of every kind, line breaks, and the byte order mark that an editor writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20", "9", "A", "D", "B", "C", "85", "A0", "1680", "2000", "2003", "2007", "2009", "200A", "2028",
                "2029", "202F", "205F", "3000", "FEFF"
            })
    void whiteSpaceOfEveryKindIsDroppedAtTheEnds(String hexadecimal) throws Exception {
        String white = character(hexadecimal);
        DeploymentRecord record = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, white + "octo-org" + white)
                .set(RecordField.NAME, white + white + "shop" + white + ' ' + white)
                .digest(white + Records.DIGEST + white)
                .status(white + "decommissioned" + white)
                .set(RecordField.LOGICAL_ENVIRONMENT, "production" + white)
                .set(RecordField.PHYSICAL_ENVIRONMENT, white)
                .set(RecordField.DEPLOYMENT_NAME, white + "shop-web")
                .set(RecordField.GITHUB_REPOSITORY, white + "octo-org/shop" + white)
                .tag(white + "team" + white, white + "platform" + white)
                .runtimeRisks(List.of(white + "sensitive-data" + white, white))
                .build();

        assertThat(
                record,
                is(Records.built(DeploymentRecord.builder()
                        .set(RecordField.ORGANIZATION, "octo-org")
                        .set(RecordField.NAME, "shop")
                        .digest(Records.DIGEST)
                        .status("decommissioned")
                        .set(RecordField.LOGICAL_ENVIRONMENT, "production")
                        .set(RecordField.DEPLOYMENT_NAME, "shop-web")
                        .set(RecordField.GITHUB_REPOSITORY, "shop")
                        .tag("team", "platform")
                        .runtimeRisks(List.of("sensitive-data")))));
    }

    /** Between letters, such a character looks like an ordinary space. */
    @ParameterizedTest
    @ValueSource(strings = {"A0", "1680", "2003", "2007", "202F", "205F", "3000"})
    void specialSpaceInsideATextIsNamedInTheError(String hexadecimal) {
        assertThat(
                Records.required().set(RecordField.CLUSTER, "blue" + character(hexadecimal) + "1").validate().stream()
                        .map(error -> error.toString().replaceFirst("; given.*", ""))
                        .toList(),
                contains("cluster: has the invisible character U+%04X, which is not allowed"
                        .formatted(Integer.parseInt(hexadecimal, 16))));
    }

    /** An error at both ends, too, because none of these characters is white space. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "1B", "AD", "34F", "61C", "115F", "1160", "17B4", "180B", "180E", "200B", "200C", "200D", "200E",
                "202E", "2060", "2800", "3164", "FE0F", "FFA0", "E0001", "E0100"
            })
    void invisibleCharacterInATextIsNamedInTheError(String hexadecimal) {
        String invisible = character(hexadecimal);
        for (String text : List.of(invisible + "blue", "bl" + invisible + "ue", "blue" + invisible)) {
            assertThat(
                    Records.required().set(RecordField.CLUSTER, text).tag("k", text).validate().stream()
                            .map(error -> error.toString().replaceFirst(", which.*", ""))
                            .toList(),
                    contains(
                            "cluster: has the invisible character U+%04X".formatted(invisible.codePointAt(0)),
                            "tags: the value of \"k\" has the invisible character U+%04X"
                                    .formatted(invisible.codePointAt(0))));
        }
    }

    @Test
    void variationSelectorOfAnEmojiIsAllowed() {
        assertThat(Records.required().set(RecordField.CLUSTER, "\u2764\ufe0f").validate(), is(List.of()));
    }

    @Test
    void textOfWhiteSpaceIsAbsent() {
        assertThat(TypedText.trimToNull("\u00a0\u3000\n"), is((Object) null));
        assertThat(TypedText.trimToNull(""), is((Object) null));
        assertThat(TypedText.trimToNull(null), is((Object) null));
        assertThat(TypedText.trimToNull("a b"), is("a b"));
    }
}
