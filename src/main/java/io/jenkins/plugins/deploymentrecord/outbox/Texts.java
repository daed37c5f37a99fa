package io.jenkins.plugins.deploymentrecord.outbox;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that a person sees, from {@code Texts.properties} in this package. */
final class Texts {

    private Texts() {}

    /** Returns the text of the key, with the arguments formatted for a person. */
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

    /** Formats short durations with tenths of a second, longer durations with seconds, minutes or hours. */
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
