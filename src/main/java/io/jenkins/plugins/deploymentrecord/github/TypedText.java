package io.jenkins.plugins.deploymentrecord.github;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A text that a person typed or pasted, or that was read from a file: decides which characters are dropped from it, and
 * which are invisible. Two records that differ only in such a character are two deployments, and GitHub deletes
 * neither.
 */
public final class TypedText {

    /**
     * The traces of a file's encoding if the file is read in another encoding: a byte order mark, or its misread forms
     * in other encodings, and the zero byte beside each letter in UTF-16.
     */
    private static final Pattern ENCODING_MARKS =
            Pattern.compile("^(?:\ufeff|\ufffd{1,3}|\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf)|\u0000");

    private TypedText() {}

    /**
     * Strips white space of any kind: spaces of every width, including no-break spaces, tabs, line breaks, and a byte
     * order mark.
     *
     * @return null if nothing is left, or if the text is null
     */
    public static String trimToNull(String typed) {
        if (typed == null) {
            return null;
        }
        int from = 0;
        int to = typed.length();
        // all of these characters are in the basic plane
        while (from < to && isWhite(typed.charAt(from))) {
            from++;
        }
        while (from < to && isWhite(typed.charAt(to - 1))) {
            to--;
        }
        return from == to ? null : typed.substring(from, to);
    }

    /** Strips traces of an encoding. Only for digests and images, whose characters are never such traces. */
    static String withoutEncodingMarks(String typed) {
        String text = trimToNull(ENCODING_MARKS.matcher(typed).replaceAll(""));
        return text == null ? "" : text;
    }

    /** Returns the first character that is invisible, or that only looks like a space. */
    static OptionalInt firstInvisible(String text) {
        int previous = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(previous)) {
            int c = text.codePointAt(i);
            if (isInvisible(c) && !isPresentationOf(previous, c)) {
                return OptionalInt.of(c);
            }
            previous = c;
        }
        return OptionalInt.empty();
    }

    private static boolean isWhite(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085' || c == '\ufeff';
    }

    private static boolean isInvisible(int c) {
        return !Texts.isPrintable(c)
                || Character.getType(c) == Character.SPACE_SEPARATOR && c != ' '
                || isBlankLetter(c)
                || isVariationSelector(c);
    }

    /** Letters, marks and symbols that Unicode defines as blank. */
    private static boolean isBlankLetter(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x16FE4, 0x1D159 -> true;
            default -> c >= 0x180B && c <= 0x180F;
        };
    }

    private static boolean isVariationSelector(int c) {
        return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
    }

    /** Whether a selector visibly changes an emoji. */
    private static boolean isPresentationOf(int previous, int c) {
        return (c == 0xFE0E || c == 0xFE0F) && previous > 0x7F && Character.isEmoji(previous);
    }
}
