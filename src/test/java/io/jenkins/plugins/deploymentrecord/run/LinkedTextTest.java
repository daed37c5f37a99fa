package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

/** Tests of the URLs in a message that become links. */
class LinkedTextTest {

    private static LinkedText.Part plain(String text) {
        return new LinkedText.Part(text, null);
    }

    private static LinkedText.Part link(String url) {
        return new LinkedText.Part(url, url);
    }

    @Test
    void aGitHubUrlBecomesALinkWithoutTheFollowingFullStop() {
        String url = "https://github.com/orgs/octo-org/sso?authorization_request=A1%2B";
        assertThat(
                LinkedText.parts("Authorize it at\n" + url + ". Then again."),
                contains(plain("Authorize it at\n"), link(url), plain(". Then again.")));
    }

    @Test
    void aUrlOfAnotherSiteStaysPlainText() {
        for (String text : new String[] {
            "https://evil.example/x",
            "https://github.com.evil.example/x",
            "https://github.com@evil.example/x",
            "http://github.com/x",
            "javascript:alert(1)"
        }) {
            assertThat(LinkedText.parts(text), contains(plain(text)));
        }
    }

    @Test
    void aNullTextHasNoParts() {
        assertThat(LinkedText.parts(null), is(empty()));
    }
}
