package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.Optional;

/** A whole number that an administrator may set, and its range. If it is blank, the default serves. */
enum NumberSetting {
    /** Seconds for one call to GitHub. */
    TIMEOUT_SECONDS("timeoutSeconds", 1, 300, 15),
    /** Seconds that a build waits for GitHub's answer, at most a day. */
    WAIT_SECONDS("waitSeconds", 1, 24 * 60 * 60, 30),
    /** Hours for which a record is delivered, at most a week. */
    GIVE_UP_AFTER_HOURS("giveUpAfterHours", 1, 7 * 24, 72),
    /**
     * Requests in any minute for each account; 0 for no limit. A POST costs 5 of the 900 points a minute that GitHub allows
     * (docs.github.com, "Rate limits for the REST API").
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

    /** The number, or the default for a number that is absent or, in a file that was edited, out of range. */
    int orDefault(@CheckForNull Integer number) {
        return number == null || !isInRange(number) ? defaultValue : number;
    }

    /** The name of the number in forms and as code. */
    String field() {
        return field;
    }

    /** What is wrong with a number, if anything; null is right. */
    Optional<FieldError> check(@CheckForNull Integer number) {
        return check(number == null ? null : number.toString());
    }

    /** The error of a number as typed, if it has any; blank is right. */
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
