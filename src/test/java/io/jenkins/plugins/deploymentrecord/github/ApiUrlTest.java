package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API URLs that are accepted, and the addresses derived from them. */
class ApiUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://api.github.com, api.github.com",
        "https://api.github.com/, https://api.github.com, api.github.com",
        "' https://api.github.com ', https://api.github.com, api.github.com",
        "\ufeffhttps://api.github.com/\u00a0, https://api.github.com, api.github.com",
        "HTTPS://API.GitHub.com:443, https://api.github.com, api.github.com",
        "https://api.octo.ghe.com, https://api.octo.ghe.com, api.octo.ghe.com",
        "https://ghe.example:8443/api/v3/, https://ghe.example:8443/api/v3, ghe.example:8443",
        "https://[2001:DB8::1]:444/, https://[2001:db8::1]:444, [2001:db8::1]:444",
        "http://127.0.0.1:8080, http://127.0.0.1:8080, 127.0.0.1:8080",
        "http://127.8.9.10, http://127.8.9.10, 127.8.9.10",
        "http://localhost:80/, http://localhost, localhost",
        "http://LOCALHOST:4010/x, http://localhost:4010/x, localhost:4010",
        "http://[::1]:8080, http://[::1]:8080, [::1]:8080",
        "http://[0:0:0:0:0:0:0:1], http://[::1], [::1]"
    })
    void usableApiUrlIsNormalized(String typed, String printed, String hostAndPort) {
        ApiUrl url = ApiUrl.of(typed);
        assertThat(url.toString(), is(printed));
        assertThat(url.hostAndPort(), is(hostAndPort));
        assertThat(url.isLoopback(), is(printed.startsWith("http://")));
    }

    @Test
    void apiUrlHasAHostInLowerCase() {
        assertThat(ApiUrl.of("https://API.github.com:8443/x").host(), is("api.github.com"));
        assertThat(ApiUrl.of("https://api.github.com").isLoopback(), is(false));
    }

    private static String refusal(String typed) {
        return assertThrows(IllegalArgumentException.class, () -> ApiUrl.of(typed))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "api.github.com",
                "ftp://api.github.com",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "https://a b",
                "https://api.github.com/\u200b",
                "https://api.github.com/a\u00a0b",
                "https://api.github.com:99999",
                "https://user@api.github.com",
                "https://user:password@api.github.com",
                "https://:password@api.github.com"
            })
    void unusableApiUrlIsRefused(String typed) {
        assertThat(
                refusal(typed),
                is("This is not a URL that can be called. Give an https URL without user name and password, such as"
                        + " https://api.github.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.github.com?a=b",
                "https://api.github.com?",
                "https://api.github.com/#",
                "http://a.b?c"
            })
    void apiUrlWithQueryOrFragmentIsRefused(String typed) {
        assertThat(
                refusal(typed),
                is("The URL has a query or a fragment; given: \"" + typed
                        + "\". Give the URL without them, such as https://api.github.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.github.com",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://evil.example/127.0.0.1",
                "http://evil-localhost",
                "http://x127.0.0.1",
                "http://128.0.0.1",
                "http://10.0.0.1",
                "http://0.0.0.0",
                "http://[::2]",
                "http://[2001:db8::1]"
            })
    void plainHttpToAnythingButALoopbackAddressIsRefused(String typed) {
        assertThat(
                refusal(typed),
                is("Plain http would expose the token on the network; given: \"" + typed
                        + "\". Give an https URL; http is allowed for a loopback address only"));
    }

    @Test
    void errorHidesATokenInTheQueryOfAnApiUrl() {
        assertThat(refusal("https://api.github.com?t=" + Clients.SECRET), startsWith("The URL has a query"));
        assertThat(refusal("https://api.github.com?t=" + Clients.SECRET).contains(Clients.SECRET), is(false));
    }

    @Test
    void organizationIsEncodedInTheRequestUrl() {
        assertThat(
                ApiUrl.of("https://api.github.com/x/")
                        .deploymentRecords("a/../b?c#d")
                        .toString(),
                is("https://api.github.com/x/orgs/a%2F..%2Fb%3Fc%23d/artifacts/metadata/deployment-record"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://github.com/orgs/octo-org/artifacts",
        "https://api.octo.ghe.com/, https://octo.ghe.com/orgs/octo-org/artifacts"
    })
    void artifactsPageBelongsToTheWebHostOfTheApiUrl(String url, String page) {
        assertThat(ApiUrl.of(url).artifactsPage("octo-org"), is(Optional.of(page)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.example/api/v3",
                "https://api.github.com.evil.example",
                "https://api.example.com",
                "https://octo.ghe.com",
                "https://api.octo.ghe.com.example",
                "https://api.evilghe.com",
                "http://127.0.0.1:8080"
            })
    void unknownHostHasNoArtifactsPage(String url) {
        assertThat(ApiUrl.of(url).artifactsPage("octo-org"), is(Optional.empty()));
    }

    @Test
    void apiUrlsWithTheSameTargetAreEqual() {
        ApiUrl url = ApiUrl.of("https://API.github.com:443");
        assertThat(url, is(ApiUrl.of(ApiUrl.GITHUB_COM)));
        assertThat(url.hashCode(), is(ApiUrl.of(ApiUrl.GITHUB_COM).hashCode()));
        assertThat(url, is(not(ApiUrl.of("https://api.octo.ghe.com"))));
        assertThat(url.equals((Object) "https://api.github.com"), is(false));
    }
}
