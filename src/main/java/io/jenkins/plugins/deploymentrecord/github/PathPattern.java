package io.jenkins.plugins.deploymentrecord.github;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A pattern for paths in Ant's syntax: {@code *} and {@code ?} within a name, {@code **} for any number of directories.
 *
 * @param segments the names and patterns between the separators
 * @param ignoreCase whether the file system ignores case
 */
record PathPattern(List<String> segments, boolean ignoreCase) {

    private static final String ANY_DIRECTORIES = "**";

    /** Whether a path or a segment of it is a pattern. */
    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Returns the largest number of names in a matching path. */
    int maxDepth() {
        return segments.contains(ANY_DIRECTORIES) ? Integer.MAX_VALUE : segments.size();
    }

    /** @param names the names in a path, from the directory in which the pattern begins */
    boolean matches(List<String> names) {
        return matches(segments, names, ANY_DIRECTORIES::equals, this::nameMatches);
    }

    private boolean nameMatches(String pattern, String name) {
        return matches(
                characters(pattern),
                characters(name),
                c -> c == '*',
                (expected, actual) -> expected == '?' || actual.equals(expected));
    }

    private List<Character> characters(String text) {
        Stream<Character> characters = text.chars().mapToObj(c -> (char) c);
        return ignoreCase
                ? characters
                        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                        .toList()
                : characters.toList();
    }

    /** Takes at most the product of both lengths in steps, regardless of the number of wildcards. */
    private static <T> boolean matches(
            List<T> pattern, List<T> text, Predicate<T> wildcard, BiPredicate<T, T> matcher) {
        int p = 0;
        int t = 0;
        int lastWildcard = -1;
        int consumed = 0;
        while (t < text.size()) {
            if (p < pattern.size() && wildcard.test(pattern.get(p))) {
                lastWildcard = p++;
                consumed = t;
            } else if (p < pattern.size() && matcher.test(pattern.get(p), text.get(t))) {
                p++;
                t++;
            } else if (lastWildcard >= 0) {
                p = lastWildcard + 1;
                t = ++consumed;
            } else {
                return false;
            }
        }
        return pattern.subList(p, pattern.size()).stream().allMatch(wildcard);
    }
}
