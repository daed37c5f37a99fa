package io.jenkins.plugins.deploymentrecord.github;

import java.io.Serializable;

/**
 * One thing that is wrong with what a person typed.
 *
 * @param field the field's name as the person typed it, such as {@code logicalEnvironment}
 * @param problem what is wrong, what was given and what is allowed, in one sentence
 */
public record FieldError(String field, String problem) implements Serializable {

    @Override
    public String toString() {
        return field + ": " + problem;
    }
}
