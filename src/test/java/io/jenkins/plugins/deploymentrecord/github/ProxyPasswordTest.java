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

/** What is said to a proxy's challenge. */
class ProxyPasswordTest {

    private static final Request CONNECT = new Request.Builder()
            .url("https://api.github.com/")
            .method("CONNECT", null)
            .build();

    private static Request answered(Request asked, String challenge, Optional<ProxyPassword.Login> login) {
        var response = new Response.Builder()
                .request(asked)
                .protocol(Protocol.HTTP_1_1)
                .code(407)
                .message("Proxy Authentication Required")
                .header("Proxy-Authenticate", challenge)
                .build();
        return new ProxyPassword(() -> login).authenticate(null, response);
    }

    private static final Optional<ProxyPassword.Login> LOGIN = Optional.of(new ProxyPassword.Login("alice", "s3cret"));

    @Test
    void aUserNameAndAPassword() {
        Request answer = answered(CONNECT, "Basic realm=\"a\"", LOGIN);
        assertThat(answer.header("Proxy-Authorization"), is("Basic YWxpY2U6czNjcmV0"));
        assertThat(answer.url(), is(CONNECT.url()));
    }

    @Test
    void nothingWithoutALogin() {
        assertThat(answered(CONNECT, "Basic realm=\"a\"", Optional.empty()), is(nullValue()));
    }

    @Test
    void nothingToAnotherScheme() {
        assertThat(answered(CONNECT, "Negotiate", LOGIN), is(nullValue()));
    }

    @Test
    void nothingASecondTime() {
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
    void inTheCharsetOfTheChallenge(String challenge, String password, String charset) throws Exception {
        Request answer = answered(CONNECT, challenge, Optional.of(new ProxyPassword.Login("alice", password)));
        assertThat(decoded(answer, charset), is("alice:" + password));
    }

    private static String decoded(Request answer, String charset) throws Exception {
        String basic = answer.header("Proxy-Authorization").replaceFirst("^Basic ", "");
        return new String(Base64.getDecoder().decode(basic), charset);
    }

    /** A letter and its accent, as some keyboards give them, are one character in UTF-8. */
    @Test
    void composedInUtf8() throws Exception {
        Request answer = answered(
                CONNECT,
                "Basic realm=\"a\", charset=\"UTF-8\"",
                Optional.of(new ProxyPassword.Login("alice", "pa\u0308")));
        assertThat(decoded(answer, "UTF-8"), is("alice:p\u00e4"));
    }

    @Test
    void atOnceIfTheCharsetDoesNotMatter() {
        assertThat(
                answered(CONNECT, "OkHttp-Preemptive", LOGIN).header("Proxy-Authorization"),
                is("Basic YWxpY2U6czNjcmV0"));
    }

    @Test
    void notBeforeTheProxyNamesTheCharset() {
        assertThat(
                answered(CONNECT, "OkHttp-Preemptive", Optional.of(new ProxyPassword.Login("alice", "p\u00e4"))),
                is(nullValue()));
    }

    /** It comes from the server at the end of the tunnel, which is not the proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void nothingToWhoAsksFromInsideTheTunnel(String method) {
        Request inside = CONNECT.newBuilder().method(method, null).build();
        assertThat(answered(inside, "Basic realm=\"a\"", LOGIN), is(nullValue()));
    }

    @Test
    void toTheProxyOfARouteWithoutTls() {
        Request plain = CONNECT.newBuilder().url("http://127.0.0.1:1/").get().build();
        assertThat(
                answered(plain, "Basic realm=\"a\"", LOGIN).header("Proxy-Authorization"),
                is("Basic YWxpY2U6czNjcmV0"));
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new ProxyPassword.Login("alice", "s3cret").toString(), is("alice:****"));
    }
}
