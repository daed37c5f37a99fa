package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the HTTP client. */
class ClientSettingsTest {

    private final OkHttpClient http =
            DeploymentRecordClient.configure(new OkHttpClient.Builder()).build();

    @Test
    void httpClientHasTheDocumentedTimeOuts() {
        assertThat(http.connectTimeoutMillis(), is(5_000));
        assertThat(http.readTimeoutMillis(), is(15_000));
        assertThat(http.writeTimeoutMillis(), is(15_000));
        assertThat(http.callTimeoutMillis(), is(15_000));
        assertThat(http.pingIntervalMillis(), is(5_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "3, 1000", "6, 2000", "15, 5000", "300, 5000"})
    void pingIntervalIsAThirdOfTheTimeOutWithinOneToFiveSeconds(int seconds, int ping) {
        var timeout = Duration.ofSeconds(seconds);
        OkHttpClient changed =
                DeploymentRecordClient.timeout(http.newBuilder(), timeout).build();
        assertThat(changed.callTimeoutMillis(), is(seconds * 1000));
        assertThat(changed.readTimeoutMillis(), is(seconds * 1000));
        assertThat(changed.writeTimeoutMillis(), is(seconds * 1000));
        assertThat(changed.pingIntervalMillis(), is(ping));
        assertThat(changed.connectTimeoutMillis(), is(5_000));
    }

    @Test
    void httpClientNeitherFollowsRedirectsNorRetries() {
        assertThat(http.followRedirects(), is(false));
        assertThat(http.followSslRedirects(), is(false));
        assertThat(http.retryOnConnectionFailure(), is(false));
    }
}
