package io.jenkins.plugins.deploymentrecord.github;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A pattern for paths in Ant's syntax: {@code *} and {@code ?} within a name, {@code **} for any number of directories.
 *
 * @param segments the names and patterns between the separators
 * @param ignoreCase as the file system does it
 */
record PathPattern(List<String> segments, boolean ignoreCase) {

    private static final String ANY_DIRECTORIES = "**";

    /** Whether a path or a part of it is a pattern. */
    static boolean isOne(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** How many names a matching path has at most. */
    int maxDepth() {
        return segments.contains(ANY_DIRECTORIES) ? Integer.MAX_VALUE : segments.size();
    }

    /** @param names of a path, from the directory in which the pattern begins */
    boolean matches(List<String> names) {
        return matches(segments, names, ANY_DIRECTORIES::equals, this::nameMatches);
    }

    private boolean nameMatches(String pattern, String name) {
        return matches(
                characters(pattern),
                characters(name),
                c -> c == '*',
                (expected, given) -> expected == '?' || given.equals(expected));
    }

    private List<Character> characters(String text) {
        Stream<Character> characters = text.chars().mapToObj(c -> (char) c);
        return ignoreCase
                ? characters
                        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                        .toList()
                : characters.toList();
    }

    /** Needs no more than pattern's times text's length, however many wildcards there are. */
    private static <T> boolean matches(List<T> pattern, List<T> text, Predicate<T> wildcard, BiPredicate<T, T> one) {
        int p = 0;
        int t = 0;
        int lastWildcard = -1;
        int taken = 0;
        while (t < text.size()) {
            if (p < pattern.size() && wildcard.test(pattern.get(p))) {
                lastWildcard = p++;
                taken = t;
            } else if (p < pattern.size() && one.test(pattern.get(p), text.get(t))) {
                p++;
                t++;
            } else if (lastWildcard >= 0) {
                p = lastWildcard + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        return pattern.subList(p, pattern.size()).stream().allMatch(wildcard);
    }
}
