package io.jenkins.plugins.deploymentrecord.github;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text whose variables were replaced with a build's values: {@code $NAME} and {@code ${NAME}}, in Jenkins' own
 * syntax, and {@code $$} for one dollar sign. Braces around anything else, such as {@code ${NAME:-default}}, name an
 * unknown variable. A value is not expanded again. The expansion takes linear time, and stops soon after the result
 * exceeds {@link #MAX_LENGTH}.
 *
 * @param value the expanded text; incomplete if it is longer than {@link #MAX_LENGTH}
 * @param unknown the names of the variables that have no value, in the order of the text; the value contains them
 *     unchanged
 */
public record VariableText(String value, Set<String> unknown) {

    /** In UTF-16 code units. No field needs more: paths are the longest. */
    public static final int MAX_LENGTH = 4096;

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\$|(?<name>[A-Za-z0-9_]+)|\\{(?<braced>[^{}$]+)})");

    /**
     * Replaces the variables in a text.
     *
     * @param text not longer than {@link #MAX_LENGTH}; see {@link #isTooLong}
     * @param values returns a variable's value by its name; null if there is no such variable
     */
    public static VariableText expand(String text, UnaryOperator<String> values) {
        var expanded = new StringBuilder();
        var unknown = new LinkedHashSet<String>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (expanded.length() <= MAX_LENGTH && variable.find()) {
            expanded.append(text, end, variable.start());
            end = variable.end();
            String name = variable.group("name") == null ? variable.group("braced") : variable.group("name");
            String value = name == null ? "$" : values.apply(name);
            if (value == null) {
                unknown.add(name);
                value = variable.group();
            }
            expanded.append(value, 0, Math.min(value.length(), MAX_LENGTH + 1));
        }
        return new VariableText(expanded.append(text, end, text.length()).toString(), unknown);
    }

    /** Returns the names of the variables in a text, whether or not they have a value. */
    public static Set<String> names(String text) {
        return expand(text, name -> null).unknown();
    }

    /** Whether a text is too long to be expanded, searched or checked. */
    public static boolean isTooLong(String text) {
        return text.length() > MAX_LENGTH;
    }
}
