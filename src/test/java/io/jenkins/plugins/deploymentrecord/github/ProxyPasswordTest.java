package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Base64;
import java.util.Optional;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to a proxy's challenge. */
class ProxyPasswordTest {

    private static final Request CONNECT = new Request.Builder()
            .url("https://api.github.com/")
            .method("CONNECT", null)
            .build();

    private static Request answered(Request request, String challenge, Optional<ProxyPassword.Login> login) {
        var response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(407)
                .message("Proxy Authentication Required")
                .header("Proxy-Authenticate", challenge)
                .build();
        return new ProxyPassword(() -> login).authenticate(null, response);
    }

    private static final Optional<ProxyPassword.Login> LOGIN = Optional.of(new ProxyPassword.Login("alice", "s3cret"));

    @Test
    void basicChallengeIsAnsweredWithTheLogin() {
        Request answer = answered(CONNECT, "Basic realm=\"a\"", LOGIN);
        assertThat(answer.header("Proxy-Authorization"), is("Basic YWxpY2U6czNjcmV0"));
        assertThat(answer.url(), is(CONNECT.url()));
    }

    @Test
    void challengeIsNotAnsweredWithoutALogin() {
        assertThat(answered(CONNECT, "Basic realm=\"a\"", Optional.empty()), is(nullValue()));
    }

    @Test
    void unknownProxySchemeIsNotAnswered() {
        assertThat(answered(CONNECT, "Negotiate", LOGIN), is(nullValue()));
    }

    @Test
    void refusedLoginIsNotSentAgain() {
        Request second =
                CONNECT.newBuilder().header("Proxy-Authorization", "Basic x").build();
        assertThat(answered(second, "Basic realm=\"a\"", LOGIN), is(nullValue()));
    }

    /** RFC 7617, 2.1. */
    @ParameterizedTest
    @CsvSource({
        "'Basic realm=\"a\", charset=\"UTF-8\"', p\u00e4\u20ac, UTF-8",
        "'Basic realm=\"a\", charset=utf-8', p\u00e4, UTF-8",
        "'basic charset=\"UTF-8\", realm=\"a\"', p\u00e4, UTF-8",
        "Basic realm=\"a\", p\u00e4, ISO-8859-1",
        "Basic realm=\"a\", p\u00e4\u20ac, UTF-8"
    })
    void loginIsEncodedInTheCharsetOfTheChallenge(String challenge, String password, String charset) throws Exception {
        Request answer = answered(CONNECT, challenge, Optional.of(new ProxyPassword.Login("alice", password)));
        assertThat(decoded(answer, charset), is("alice:" + password));
    }

    private static String decoded(Request answer, String charset) throws Exception {
        String basic = answer.header("Proxy-Authorization").replaceFirst("^Basic ", "");
        return new String(Base64.getDecoder().decode(basic), charset);
    }

    /**
     * Some keyboards produce a letter and its accent as two characters; in UTF-8 the login has one composed character.
     */
    @Test
    void loginInUtf8HasComposedCharacters() throws Exception {
        Request answer = answered(
                CONNECT,
                "Basic realm=\"a\", charset=\"UTF-8\"",
                Optional.of(new ProxyPassword.Login("alice", "pa\u0308")));
        assertThat(decoded(answer, "UTF-8"), is("alice:p\u00e4"));
    }

    @Test
    void asciiLoginIsSentBeforeTheProxyAnswers() {
        assertThat(
                answered(CONNECT, "OkHttp-Preemptive", LOGIN).header("Proxy-Authorization"),
                is("Basic YWxpY2U6czNjcmV0"));
    }

    @Test
    void nonAsciiLoginIsNotSentBeforeTheProxyNamesACharset() {
        assertThat(
                answered(CONNECT, "OkHttp-Preemptive", Optional.of(new ProxyPassword.Login("alice", "p\u00e4"))),
                is(nullValue()));
    }

    /** The challenge comes from the server at the end of the tunnel, not from the proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void challengeFromInsideTheTunnelIsNotAnswered(String method) {
        Request inside = CONNECT.newBuilder().method(method, null).build();
        assertThat(answered(inside, "Basic realm=\"a\"", LOGIN), is(nullValue()));
    }

    @Test
    void challengeOnARouteWithoutTlsIsAnswered() {
        Request plain = CONNECT.newBuilder().url("http://127.0.0.1:1/").get().build();
        assertThat(
                answered(plain, "Basic realm=\"a\"", LOGIN).header("Proxy-Authorization"),
                is("Basic YWxpY2U6czNjcmV0"));
    }

    @Test
    void loginPrintsWithoutThePassword() {
        assertThat(new ProxyPassword.Login("alice", "s3cret").toString(), is("alice:****"));
    }
}
