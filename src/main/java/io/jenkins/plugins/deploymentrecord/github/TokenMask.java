package io.jenkins.plugins.deploymentrecord.github;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces a token in a foreign text with asterisks. A token is found in upper and lower case, with invisible
 * characters in between, and if its characters are escaped as in JSON, a URL or HTML.
 */
final class TokenMask {

    static final String MASK = "****";

    /**
     * A character escaped as in JSON or JavaScript, in a URL or in HTML, even several times over. The repetitions are
     * limited so that a text of backslashes takes no quadratic time.
     */
    private static final Pattern ESCAPE = Pattern.compile("\\\\{1,8}u(?<json>[0-9a-fA-F]{4})"
            + "|\\\\{1,8}x(?<hex>[0-9a-fA-F]{2})"
            + "|\\\\{1,8}(?<letter>[bfnrt/])"
            + "|%(?:25){0,8}(?<url>[0-9a-fA-F]{2})"
            + "|&(?:amp;){0,8}#(?<decimal>\\d{1,6});?"
            + "|&(?:amp;){0,8}#[xX](?<html>[0-9a-fA-F]{1,5});?"
            + "|&(?:amp;){0,8}(?<name>[A-Za-z]{2,31});");

    private final String token;

    /**
     * @param token as {@link GitHubToken} accepts it: of visible ASCII characters, without backslash, % and ampersand
     */
    TokenMask(String token) {
        this.token = lowerCase(token);
    }

    /** Replaces every occurrence of the token. */
    String maskIn(String text) {
        // first without unescaping, because an apparent escape may be a backslash in front of the token
        return new Reading(new Reading(text, false).masked(), true).masked();
    }

    private static String lowerCase(String text) {
        var lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(Character.toLowerCase(text.charAt(i)));
        }
        return lower.toString();
    }

    /** The visible characters of a text, each with its position. */
    private final class Reading {

        private final String text;
        private final StringBuilder seen;
        private final int[] starts;
        private final int[] ends;

        private Reading(String text, boolean withEscapes) {
            this.text = text;
            this.seen = new StringBuilder(text.length());
            this.starts = new int[text.length()];
            this.ends = new int[text.length()];
            Matcher escape = ESCAPE.matcher(text);
            int at = 0;
            while (at < text.length()) {
                if (withEscapes
                        && "\\%&".indexOf(text.charAt(at)) >= 0
                        && escape.region(at, text.length()).lookingAt()) {
                    see(unescaped(escape), at, escape.end());
                    at = escape.end();
                } else {
                    int character = text.codePointAt(at);
                    see(character, at, at + Character.charCount(character));
                    at += Character.charCount(character);
                }
            }
        }

        private void see(int character, int start, int end) {
            // a supplementary character cannot be part of a token, so one placeholder is enough
            if (!isInvisible(character)) {
                starts[seen.length()] = start;
                ends[seen.length()] = end;
                seen.append(Character.isBmpCodePoint(character) ? Character.toLowerCase((char) character) : '\uffff');
            }
        }

        private String masked() {
            int found = seen.indexOf(token);
            if (found < 0) {
                return text;
            }
            var masked = new StringBuilder();
            int rest = 0;
            while (found >= 0) {
                int after = found + token.length();
                masked.append(text, rest, starts[found]).append(MASK);
                rest = ends[after - 1];
                found = seen.indexOf(token, after);
            }
            return masked.append(text, rest, text.length()).toString();
        }
    }

    /**
     * Returns the character that an escape means; a space if no token can contain the character, such as a byte beyond
     * ASCII in a URL.
     */
    private static int unescaped(Matcher escape) {
        for (String group : new String[] {"json", "hex", "html"}) {
            if (escape.group(group) != null) {
                return Integer.parseInt(escape.group(group), 16);
            }
        }
        if (escape.group("decimal") != null) {
            return Integer.parseInt(escape.group("decimal"));
        }
        if (escape.group("url") != null) {
            int octet = Integer.parseInt(escape.group("url"), 16);
            return octet < 0x80 ? octet : ' ';
        }
        return "/".equals(escape.group("letter")) ? '/' : ' ';
    }

    /**
     * Whether a character has no glyph of its own: it is invisible, looks like a space, or is a mark on the preceding
     * character.
     */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // the fillers of Hangul and Braille, and the replacement character for malformed bytes
            default -> "\u115f\u1160\u3164\uffa0\u2800\ufffd".indexOf(character) >= 0;
        };
    }
}
