package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.LogTime;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read, and what callers may give. */
class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "200, 0.2 s",
        "9999, 9.9 s",
        "10000, 10 s",
        "59400, 59 s",
        "59600, 1 min",
        "61000, 1 min 1 s",
        "300000, 5 min",
        "3600000, 1 h 0 min",
        "5025000, 1 h 23 min 45 s"
    })
    void timesAreReadable(long millis, String text) {
        String message = Texts.get("failed.again", "No.", 2, Duration.ofMillis(millis));
        assertThat(message, is("No.\nTries: 2, in " + text + ". What failed last would fail again."));
    }

    @Test
    void numbersAndInstantsAreThoseOfEveryCountry() {
        assertThat(
                Texts.get("wait.turn", Instant.EPOCH.plusNanos(5), 1_234, 6_000, "api.github.com"),
                is("Waiting for its turn until " + LogTime.format(Instant.parse("1970-01-01T00:00:00Z"))
                        + ": 1234 are waiting, and 6000 requests a minute may" + " go to api.github.com"));
    }

    @Test
    void aKeyIsOfARecord() throws Exception {
        DeploymentRecord record = DeploymentRecord.builder()
                .set(RecordField.ORGANIZATION, "Octo-Org")
                .set(RecordField.NAME, "image")
                .digest("a".repeat(64))
                .set(RecordField.LOGICAL_ENVIRONMENT, "prod")
                .set(RecordField.DEPLOYMENT_NAME, "shop")
                .build();
        var key = DeploymentKey.of(ApiUrl.of("https://api.github.com/"), record);
        assertThat(key, is(new DeploymentKey("https://api.github.com", "octo-org", "prod", "", "", "shop")));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "6001,1", "180,0", "180,181", "0,1"})
    void aPaceIsInItsRange(int perMinute, int burst) {
        assertThrows(IllegalArgumentException.class, () -> new Pacing(perMinute, burst));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT-1S,1", "PT169H,1", "PT5M,0"})
    void aRequestIsInItsRange(Duration budget, long askedAt) {
        var record = new Controller().record("a").within(budget).askedAt(askedAt);
        assertThrows(IllegalArgumentException.class, record::submit);
    }
}
