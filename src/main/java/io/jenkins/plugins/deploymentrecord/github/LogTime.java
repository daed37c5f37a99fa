package io.jenkins.plugins.deploymentrecord.github;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats a point in time for a log: the controller's local time, to the second, with its zone. */
public final class LogTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    private LogTime() {}

    /** Returns for example {@code 2026-11-26 14:03:07 CET}; a page shows the same time without the zone. */
    public static String format(Instant time) {
        return format(time, ZoneId.systemDefault());
    }

    static String format(Instant time, ZoneId zone) {
        return FORMAT.format(time.atZone(zone));
    }
}
