package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is found in the forms in which a field is sent and a message is shown. */
class SecretValueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2-and-more",
                "hunter2-and-more\n",
                "\r\n  hunter2-and-more\u00a0",
                "hunter2-and-more\ufeff"
            })
    void secretIsFoundWithoutTheWhiteSpaceAtItsEnds(String value) {
        var secret = new SecretValue(value);

        assertThat(secret.isIn("1-hunter2-and-more"), is(true));
        assertThat(secret.isIn("hunter2-and-les"), is(false));
        assertThat(secret.mask("given: \"hunter2-and-more\""), is("given: \"****\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"first-line\nsecond-line", "first-line\r\n\r\nsecond-line\r\n", "{\n first-line\n second-line\n}"
            })
    void everyLineOfASecretIsFound(String value) {
        var secret = new SecretValue(value);

        assertThat(secret.isIn("x first-line"), is(true));
        assertThat(secret.isIn("second-line"), is(true));
        assertThat(secret.isIn("{ line }"), is(false));
        assertThat(secret.mask("first-line"), is("****"));
        assertThat(secret.mask("{second-line}"), is("{****}"));
    }

    @Test
    void secretOfSeveralLinesIsMaskedInOneLine() {
        assertThat(new SecretValue("ab\ncd\n").mask("given: \"ab cd\""), is("given: \"****\""));
        assertThat(new SecretValue("{\n  first-line\n}").mask("{ first-line }"), is("****"));
    }

    /** A text may contain it by chance; a message is masked nevertheless. */
    @Test
    void shortSecretIsMaskedButNotFound() {
        var secret = new SecretValue("shop\n");

        assertThat(secret.isShort(), is(true));
        assertThat(secret.isIn("shop"), is(false));
        assertThat(secret.mask("the shop"), is("the ****"));
        assertThat(new SecretValue("shopkeep").isShort(), is(false));
        assertThat(new SecretValue("shopkeep").isIn("shopkeeper"), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\u00a0"})
    void blankValueIsNotASecret(String value) {
        assertThat(new SecretValue(value).isIn(value + "text"), is(false));
        assertThat(new SecretValue(value).mask("a text"), is("a text"));
    }
}
