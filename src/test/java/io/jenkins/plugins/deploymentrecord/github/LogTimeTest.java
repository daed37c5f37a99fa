package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LogTimeTest {

    private static final Instant TIME = Instant.parse("2026-11-26T13:03:07.9Z");

    @Test
    void logTimeIsLocalTimeWithItsZone() {
        assertThat(LogTime.format(TIME, ZoneId.of("Europe/Berlin")), is("2026-11-26 14:03:07 CET"));
        assertThat(LogTime.format(TIME, ZoneId.of("UTC")), is("2026-11-26 13:03:07 UTC"));
    }

    /** Callers do not format the times that they pass to a text. */
    @Test
    void textFormatsItsTimes() {
        assertThat(Texts.get("status.limited.UNTOLD", "h", 429, TIME, "q"), containsString(LogTime.format(TIME)));
    }
}
