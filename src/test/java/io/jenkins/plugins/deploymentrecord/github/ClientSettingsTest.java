package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The manners of the HTTP client. */
class ClientSettingsTest {

    private final OkHttpClient http =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();

    @Test
    void timeOuts() {
        assertThat(http.connectTimeoutMillis(), is(5_000));
        assertThat(http.readTimeoutMillis(), is(15_000));
        assertThat(http.writeTimeoutMillis(), is(15_000));
        assertThat(http.callTimeoutMillis(), is(15_000));
    }

    @Test
    void noRedirectAndNoRetry() {
        assertThat(http.followRedirects(), is(false));
        assertThat(http.followSslRedirects(), is(false));
        assertThat(http.retryOnConnectionFailure(), is(false));
    }
}
