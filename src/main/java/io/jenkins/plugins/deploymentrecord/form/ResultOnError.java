package io.jenkins.plugins.deploymentrecord.form;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.Arrays;
import java.util.Optional;

/** The result of a build whose deployment could not be recorded. */
public enum ResultOnError {
    FAILURE(Result.FAILURE),
    UNSTABLE(Result.UNSTABLE),
    SUCCESS(Result.SUCCESS);

    private final Result result;

    ResultOnError(Result result) {
        this.result = result;
    }

    public Result result() {
        return result;
    }

    /**
     * @return FAILURE if the name is unknown, as {@code Result.fromString} does; {@link #error} reports the unknown
     *     name
     */
    public static ResultOnError of(String typed) {
        return find(typed).orElse(FAILURE);
    }

    /** Returns an error if a typed name is unknown. */
    public static Optional<FieldError> error(String typed) {
        return find(typed).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new FieldError("resultOnError", Messages.ResultOnError_unknown(RecordField.quoted(typed))));
    }

    private static Optional<ResultOnError> find(String typed) {
        return Arrays.stream(values()).filter(r -> r.name().equals(typed)).findFirst();
    }
}
