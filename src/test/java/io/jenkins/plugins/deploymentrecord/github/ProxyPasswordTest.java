package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Optional;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** What is said to a proxy's challenge. */
class ProxyPasswordTest {

    private static final Request CONNECT =
            new Request.Builder().url("https://api.github.com/").build();

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

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new ProxyPassword.Login("alice", "s3cret").toString(), is("alice:****"));
    }
}
