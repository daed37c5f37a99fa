package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The visible text of a page. */
class PageTextTest {

    @ParameterizedTest
    @CsvSource({
        "<p>a</p>, ' a '",
        "a<br>b, a b",
        "a < b, a < b",
        "a <b <i>c, a <b  c",
        "a<, a<",
        "<script>x</script>a, ' a'",
        "<SCRIPT src=x>x <p> y</Script >a, ' a'",
        "<style>x</style>a<style>y</style>, ' a '",
        "<script>x, ' x'",
        "<style>x<style>y, ' x y'",
        "<scripture>a</scripture>, ' a '",
        "<style>x</script>a</style>b, ' b'"
    })
    void markupIsRemovedFromAPage(String page, String text) {
        assertThat(PageText.of(page), is(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<script", "<script>", "<style>", "</script", "<script>a</script", "<script></style>"})
    @Timeout(30)
    void largeHostilePageIsProcessedQuickly(String part) {
        String page = part.repeat(1024 * 1024 / part.length());
        assertThat(PageText.of(page).length(), is(lessThanOrEqualTo(page.length())));
    }
}
