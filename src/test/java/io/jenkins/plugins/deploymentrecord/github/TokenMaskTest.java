package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is masked in a text; the rest of the text is unchanged. */
class TokenMaskTest {

    @ParameterizedTest
    @CsvSource({
        "a Ab1-2 b, a **** b",
        "ab1-2, ****",
        "ab1-2AB1-2, ********",
        "xAb1-2x, x****x",
        "Ab1-, Ab1-",
        "Ab1\u200b-\u200b2 b, **** b",
        "\u200bAb1-2\u200b, \u200b****\u200b",
        "'{\"a\": \"\\u0041b1-2\"}', '{\"a\": \"****\"}'",
        "x%41%62%31%2d%32y, x****y",
        "50% of &amp; \\n \\u0041 \\, 50% of &amp; \\n \\u0041 \\",
        "\\Ab1-2, \\****",
        "A\ud83d\ude80b1-2, A\ud83d\ude80b1-2",
        "A.b1-2, A.b1-2"
    })
    void tokenIsMaskedInAText(String text, String masked) {
        assertThat(new TokenMask("Ab1-2").maskIn(text), is(masked));
    }

    /** An apparent escape may be a backslash in front of the token. */
    @ParameterizedTest
    @CsvSource({"nab, x\\nabx, x\\****x", "u0041, \\u0041, \\****", "a/b, a\\/b, ****"})
    void tokenBehindABackslashIsMasked(String token, String text, String masked) {
        assertThat(new TokenMask(token).maskIn(text), is(masked));
    }

    @Test
    void emptyTextStaysEmpty() {
        assertThat(new TokenMask("a").maskIn(""), is(""));
    }

    /** A text of the largest size, with content that would keep a naive search busy for hours. */
    @ParameterizedTest
    @ValueSource(strings = {"\\", "%25", "&amp;", "\\u", "a", "\u200b", "&#", "%"})
    @Timeout(30)
    void largeHostileTextIsMaskedQuickly(String part) {
        String text = part.repeat(1024 * 1024 / part.length());
        assertThat(new TokenMask("aaaab").maskIn(text), is(text));
    }
}
