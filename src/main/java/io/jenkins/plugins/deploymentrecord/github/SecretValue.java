package io.jenkins.plugins.deploymentrecord.github;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A secret value of a build, for a search in texts that would leave the build. A field is sent without white space at
 * its ends, and a message shows a single line; therefore the stripped value, and each of its lines, is secret as well.
 */
public final class SecretValue {

    /** In UTF-16 code units. A shorter secret may occur in a text by chance. */
    public static final int MIN_LENGTH = 8;

    /** In UTF-16 code units. A shorter line of a secret is not secret: it may be a brace. */
    private static final int MIN_MASKED_LINE = 3;

    private static final String MASK = "****";

    /** The longest first, because a piece may be part of another. */
    private final List<String> pieces;

    /** @param value as the build has it; a blank value is not a secret */
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
     * Whether a text contains the secret, or a line of it. Always false for a secret that is so short that it may occur
     * by chance.
     */
    public boolean isIn(String text) {
        return pieces.stream().anyMatch(piece -> piece.length() >= MIN_LENGTH && text.contains(piece));
    }

    /** Whether the whole secret is so short that it may occur by chance. */
    public boolean isShort() {
        return pieces.stream().allMatch(piece -> piece.length() < MIN_LENGTH);
    }

    /** Replaces the secret and its lines, including short lines, with asterisks. */
    public String mask(String text) {
        return pieces.stream().reduce(text, (masked, piece) -> masked.replace(piece, MASK));
    }

    /** Splits a text at each occurrence of the secret or of its lines. */
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
