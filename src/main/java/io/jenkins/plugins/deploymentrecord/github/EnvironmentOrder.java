package io.jenkins.plugins.deploymentrecord.github;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of logical environments on pages: first the environments that an administrator listed, in the order of the
 * list; then all others, alphabetically. Case is ignored.
 */
public final class EnvironmentOrder implements Comparator<String>, Serializable {

    private static final long serialVersionUID = 1L;

    /** The name of the setting. */
    private static final String FIELD = "environmentOrder";

    /** The positions of the environments, from 0 on. */
    private final TreeMap<String, Integer> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private EnvironmentOrder(List<String> names) {
        names.forEach(name -> places.putIfAbsent(name, places.size()));
    }

    /**
     * Parses the setting.
     *
     * @param typed names separated by commas; null or blank for the alphabetical order
     */
    public static EnvironmentOrder of(String typed) {
        return new EnvironmentOrder(names(typed));
    }

    /** Returns the names in a text, which are separated by commas; empty names are left out. */
    public static List<String> names(String typed) {
        return typed == null
                ? List.of()
                : Arrays.stream(typed.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /**
     * Validates a text with names.
     *
     * @return the first error, a name that no environment can have or a duplicate; empty if the text is valid
     */
    public static Optional<FieldError> check(String typed) {
        Set<String> before = new HashSet<>();
        for (String name : names(typed)) {
            Optional<FieldError> error = RecordField.LOGICAL_ENVIRONMENT
                    .check(name)
                    .map(found -> new FieldError(FIELD, found.problem()))
                    .or(() -> before.stream().anyMatch(name::equalsIgnoreCase)
                            ? Optional.of(new FieldError(FIELD, Texts.get("order.twice", RecordField.quoted(name))))
                            : Optional.empty());
            if (error.isPresent()) {
                return error;
            }
            before.add(name);
        }
        return Optional.empty();
    }

    /** Whether an administrator listed the environment. */
    public boolean isNamed(String environment) {
        return places.containsKey(environment);
    }

    @Override
    public int compare(String first, String second) {
        return Comparator.<String>comparingInt(name -> places.getOrDefault(name, Integer.MAX_VALUE))
                .thenComparing(String.CASE_INSENSITIVE_ORDER)
                .compare(first, second);
    }
}
