package io.jenkins.plugins.deploymentrecord.outbox;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that a person sees, from {@code Texts.properties} beside this class: a translation needs no code. */
final class Texts {

    private Texts() {}

    /** The text named {@code key}; arguments are put in as a person reads them. */
    static String get(String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(Texts.class.getName()).getString(key);
        return new MessageFormat(pattern)
                .format(Arrays.stream(arguments).map(Texts::readable).toArray());
    }

    private static String readable(Object argument) {
        return switch (argument) {
            case null -> "";
            case Instant instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString();
            case Duration duration -> readable(duration);
            default -> String.valueOf(argument);
        };
    }

    /** Tenths of a second below ten seconds, above that what is long enough to matter. */
    private static String readable(Duration duration) {
        long seconds = duration.plusMillis(500).toSeconds();
        if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%d.%d s", duration.toSeconds(), duration.toMillisPart() / 100);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        long hours = seconds / 3600;
        String minutesAndSeconds = seconds % 3600 / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        return hours == 0 ? minutesAndSeconds : hours + " h " + minutesAndSeconds;
    }
}
