package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing, masking and recognizing tokens. */
class GitHubTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"ghp_abc", "a", "a.b-c~d+e/f=="})
    void secretThatFitsAHeaderIsAToken(String secret) {
        assertThat(GitHubToken.of(secret).orElseThrow().authorization(), is("Bearer " + secret));
        assertThat(GitHubToken.of(" " + secret + "\n").orElseThrow().authorization(), is("Bearer " + secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\r\nX: y", "t\u00f6ken", "a\u0000", "=", "Bearer abc"})
    void secretThatFitsNoHeaderIsNotAToken(String secret) {
        assertThat(GitHubToken.of(secret).isPresent(), is(false));
    }

    /** As pasted from a page, or read from a file with a byte order mark. */
    @ParameterizedTest
    @ValueSource(strings = {" abc\n", "\u00a0abc\u00a0", "\ufeffabc\r\n"})
    void whiteSpaceAroundATokenIsDropped(String secret) {
        assertThat(GitHubToken.of(secret).orElseThrow().authorization(), is("Bearer abc"));
    }

    @Test
    void tokenPrintsAsAsterisks() {
        assertThat(Clients.TOKEN.toString(), is("****"));
    }

    @Test
    void tokenIsMaskedInUpperAndLowerCase() {
        GitHubToken token = GitHubToken.of("ghp_A.b+c").orElseThrow();
        assertThat(token.maskIn("x ghp_A.b+c, ghp_a.B+C y ghp_Axb+c"), is("x ****, **** y ghp_Axb+c"));
    }

    @Test
    void tokenIsFoundInTheBodyOfARecord() {
        String secret = "abc/def";
        GitHubToken token = GitHubToken.of(secret).orElseThrow();
        assertThat(token.isIn(Records.built(Records.full()).toJson()), is(false));
        assertThat(
                token.isIn(
                        Records.built(Records.full().tag("key", "x" + secret)).toJson()),
                is(true));
        assertThat(
                token.isIn(Records.built(Records.full().set(RecordField.VERSION, secret))
                        .toJson()),
                is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_0123456789", "see github_pat_0123456789abc here", "\nghs_AbCdEfGhIj\n"})
    void textThatLooksLikeATokenIsRecognized(String text) {
        assertThat(GitHubToken.mayBeIn(text), is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ghp_", "ghp_123456789", "ghx_0123456789abc", "gh-deployment", "github_pattern_matching"})
    void textThatDoesNotLookLikeATokenIsNotRecognized(String text) {
        assertThat(GitHubToken.mayBeIn(text), is(false));
    }
}
