package io.jenkins.plugins.deploymentrecord.github;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value that a build holds secret, looked for in texts that would leave the build. What a field sends is stripped, and
 * what a message shows is one line; so the value without white space at its ends, and each of its lines, is the secret as
 * well.
 */
public final class SecretValue {

    /** In UTF-16 code units. A shorter secret may stand in a text by chance. */
    public static final int MIN_LENGTH = 8;

    /** In UTF-16 code units. A shorter line of a secret is no secret of its own: it may be a brace. */
    private static final int MIN_MASKED_LINE = 3;

    private static final String MASK = "****";

    /** The longest first, as a piece may be part of another. */
    private final List<String> pieces;

    /** @param value as the build has it; may be blank, which is no secret */
    public SecretValue(String value) {
        String whole = stripped(value);
        List<String> lines = value.lines()
                .map(SecretValue::stripped)
                .filter(line -> line.length() >= MIN_MASKED_LINE)
                .toList();
        String oneLine = value.lines()
                .map(SecretValue::stripped)
                .filter(line -> !line.isEmpty())
                .reduce((first, second) -> first + ' ' + second)
                .orElse("");
        pieces = Stream.concat(Stream.of(whole, oneLine), lines.stream())
                .filter(piece -> !piece.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * Whether a text holds the secret, or a line of it. Always false for a secret that is too short to be told from
     * chance.
     */
    public boolean isIn(String text) {
        return pieces.stream().anyMatch(piece -> piece.length() >= MIN_LENGTH && text.contains(piece));
    }

    /** Whether the whole of it is too short to be told from chance. */
    public boolean isShort() {
        return pieces.stream().allMatch(piece -> piece.length() < MIN_LENGTH);
    }

    /** The text with asterisks in the place of the secret and of its lines, short lines included. */
    public String mask(String text) {
        return pieces.stream().reduce(text, (masked, piece) -> masked.replace(piece, MASK));
    }

    /** The text cut at each place where the secret or a line of it stands. */
    Stream<String> around(String text) {
        Stream<String> parts = Stream.of(text);
        for (String piece : pieces) {
            parts = parts.flatMap(part -> Stream.of(part.split(Pattern.quote(piece), -1)));
        }
        return parts;
    }

    private static String stripped(String text) {
        String stripped = TypedText.trimToNull(text);
        return stripped == null ? "" : stripped;
    }
}
