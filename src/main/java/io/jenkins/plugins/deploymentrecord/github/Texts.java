package io.jenkins.plugins.deploymentrecord.github;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.ResourceBundle;

/** The texts that a person sees, from {@code Texts.properties} in this package: a translation needs no code. */
final class Texts {

    private static final int MAX_QUOTE = 300;

    private Texts() {}

    /**
     * Returns the text named {@code key}; arguments are formatted by {@link String#valueOf(Object)}, and times by
     * {@link LogTime}.
     */
    static String get(String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(Texts.class.getName()).getString(key);
        return new MessageFormat(pattern)
                .format(Arrays.stream(arguments).map(Texts::written).toArray());
    }

    private static String written(Object argument) {
        return argument instanceof Instant time ? LogTime.format(time) : String.valueOf(argument);
    }

    /**
     * Cleans a foreign text for a log: one line, no control or direction-changing characters, at most 300 characters.
     */
    static String quote(String foreign) {
        String line = foreign.codePoints()
                .map(c -> isPrintable(c) ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip()
                .replaceAll(" {2,}", " ");
        return line.codePointCount(0, line.length()) <= MAX_QUOTE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_QUOTE)) + '…';
    }

    /** Returns the text itself if it is short and printable, or else its {@link #quote}. */
    static String clean(String foreign) {
        if (foreign.length() > MAX_QUOTE) {
            return quote(foreign);
        }
        for (int i = 0; i < foreign.length(); i++) {
            if (!isPrintable(foreign.charAt(i))) {
                return quote(foreign);
            }
        }
        return foreign;
    }

    /** Whether a character may appear in a log line: it is neither a control nor an invisible format character. */
    static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
