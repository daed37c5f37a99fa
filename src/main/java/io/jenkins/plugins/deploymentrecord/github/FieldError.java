package io.jenkins.plugins.deploymentrecord.github;

import java.io.Serializable;

/**
 * One error in a field that a person typed.
 *
 * @param field the name of the field as the person typed it, such as {@code logicalEnvironment}
 * @param problem the problem, the value and the allowed values, in one sentence
 */
public record FieldError(String field, String problem) implements Serializable {

    @Override
    public String toString() {
        return field + ": " + problem;
    }
}
