package io.jenkins.plugins.deploymentrecord.form;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.util.Arrays;
import java.util.Optional;

/** What becomes of a build whose deployment could not be recorded. */
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
     * @return FAILURE for what is none of the names: {@code Result.fromString} does so for every typo, and here {@link
     *     #error} tells it besides
     */
    public static ResultOnError of(String typed) {
        return find(typed).orElse(FAILURE);
    }

    /** What is wrong with a typed name. */
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
