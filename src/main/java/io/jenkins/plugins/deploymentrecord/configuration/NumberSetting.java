package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.Optional;

/** A whole number that an administrator may set, with its range and the default for a blank value. */
enum NumberSetting {
    /** The time-out of a call to GitHub, in seconds. */
    TIMEOUT_SECONDS("timeoutSeconds", 1, 300, 15),
    /** How long a build waits for GitHub's answer, in seconds; at most a day. */
    WAIT_SECONDS("waitSeconds", 1, 24 * 60 * 60, 30),
    /** How long delivery of a record is attempted, in hours; at most a week. */
    GIVE_UP_AFTER_HOURS("giveUpAfterHours", 1, 7 * 24, 72),
    /**
     * The maximum number of requests in any minute for each account; 0 for no limit. A POST costs 5 of the 900 points
     * that GitHub allows per minute (docs.github.com, "Rate limits for the REST API").
     */
    REQUESTS_PER_MINUTE("requestsPerMinute", 0, 6_000, 180);

    private static final String WHOLE_NUMBER = "-?[0-9]{1,9}";

    private final String field;
    private final int minimum;
    private final int maximum;
    private final int defaultValue;

    NumberSetting(String field, int minimum, int maximum, int defaultValue) {
        this.field = field;
        this.minimum = minimum;
        this.maximum = maximum;
        this.defaultValue = defaultValue;
    }

    /** Returns the number, or the default if the number is absent or, in an edited file, out of range. */
    int orDefault(@CheckForNull Integer number) {
        return number == null || !isInRange(number) ? defaultValue : number;
    }

    /** Returns the name of the number in forms and as code. */
    String field() {
        return field;
    }

    /** Returns an error if the number is out of range; null is valid. */
    Optional<FieldError> check(@CheckForNull Integer number) {
        return check(number == null ? null : number.toString());
    }

    /** Returns an error if the typed text is not a number in the range; a blank text is valid. */
    Optional<FieldError> check(@CheckForNull String typed) {
        String text = TypedText.trimToNull(typed);
        return text == null || text.matches(WHOLE_NUMBER) && isInRange(Integer.parseInt(text))
                ? Optional.empty()
                : Optional.of(new FieldError(field, problem(text)));
    }

    private boolean isInRange(int number) {
        return minimum <= number && number <= maximum;
    }

    private String problem(String typed) {
        String least = String.valueOf(minimum);
        String most = String.valueOf(maximum);
        if (this == TIMEOUT_SECONDS) {
            return Messages.NumberSetting_timeout(RecordField.quoted(typed), least, most);
        }
        return typed.matches(WHOLE_NUMBER)
                ? Messages.NumberSetting_range(typed, least, most)
                : Messages.NumberSetting_notWhole(RecordField.quoted(typed), least, most);
    }
}
