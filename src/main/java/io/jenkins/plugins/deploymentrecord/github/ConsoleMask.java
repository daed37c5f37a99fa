package io.jenkins.plugins.deploymentrecord.github;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Uses a build's console to recognize secrets: a text contains a secret if one of its lines, written alone on a line,
 * is missing from the output of the console's filters. A filter that only adds to a line, such as a timestamp, hides
 * nothing. Nothing is written to the build's own log.
 */
public final class ConsoleMask {

    /** The filters between a build and its log. */
    @FunctionalInterface
    public interface Filters {

        /**
         * Puts the filters in front of a log.
         *
         * @param log receives the output of the filters; closed with the returned stream
         */
        OutputStream decorate(OutputStream log) throws IOException, InterruptedException;
    }

    /** A console without filters: it hides nothing. */
    public static final ConsoleMask NONE = new ConsoleMask(log -> log, StandardCharsets.UTF_8, List.of());

    private final Filters filters;
    private final Charset charset;
    private final List<SecretValue> shortSecrets;

    /**
     * @param charset the charset of the build's log
     * @param secrets the known secrets of the build. The short secrets among them, which may occur in a text by chance,
     *     do not make a text secret, although the console masks them
     */
    public ConsoleMask(Filters filters, Charset charset, Collection<SecretValue> secrets) {
        this.filters = filters;
        this.charset = charset;
        this.shortSecrets = secrets.stream().filter(SecretValue::isShort).toList();
    }

    /** Whether the console hides a part of a text. */
    public boolean hides(String text) throws IOException, InterruptedException {
        return !hidden(List.of(text)).isEmpty();
    }

    /**
     * Returns the texts of which the console hides a part, in their order. Writes all texts at once, and searches
     * further only if a part is hidden.
     */
    public List<String> hidden(List<String> texts) throws IOException, InterruptedException {
        if (areShown(texts)) {
            return List.of();
        }
        if (texts.size() == 1) {
            return texts;
        }
        var hidden = new ArrayList<>(hidden(texts.subList(0, texts.size() / 2)));
        hidden.addAll(hidden(texts.subList(texts.size() / 2, texts.size())));
        return hidden;
    }

    private boolean areShown(List<String> texts) throws IOException, InterruptedException {
        List<String> lines = texts.stream()
                .flatMap(String::lines)
                .map(TypedText::trimToNull)
                .filter(line -> line != null)
                .toList();
        var log = new ByteArrayOutputStream();
        try (OutputStream console = filters.decorate(log)) {
            for (String line : lines) {
                console.write((line + '\n').getBytes(charset));
            }
        }
        // compared as bytes, because the charset of the log may lack some characters
        String shown = latin1(log.toByteArray());
        int from = 0;
        for (String line : lines) {
            for (String part : partsWithoutShortSecrets(line)) {
                String bytes = latin1(part.getBytes(charset));
                int at = shown.indexOf(bytes, from);
                if (at < 0) {
                    return false;
                }
                from = at + bytes.length();
            }
        }
        return true;
    }

    private List<String> partsWithoutShortSecrets(String line) {
        List<String> parts = List.of(line);
        for (SecretValue secret : shortSecrets) {
            parts = parts.stream().flatMap(secret::around).toList();
        }
        return parts;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
