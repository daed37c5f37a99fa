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
 * The console of a build as a judge of secrets: a text holds a secret if one of its lines, written alone on a line, no
 * longer occurs in what the console's filters make of it. A filter that only adds to a line, such as a time, hides
 * nothing. Nothing of this gets into the build's own log.
 */
public final class ConsoleMask {

    /** The filters between a build and its log. */
    @FunctionalInterface
    public interface Filters {

        /**
         * Puts the filters in front of a log.
         *
         * @param log takes what the filters make of what is written; closed with the stream that is returned
         */
        OutputStream decorate(OutputStream log) throws IOException, InterruptedException;
    }

    /** A console without filters: it hides nothing. */
    public static final ConsoleMask NONE = new ConsoleMask(log -> log, StandardCharsets.UTF_8, List.of());

    private final Filters filters;
    private final Charset charset;
    private final List<SecretValue> shortSecrets;

    /**
     * @param charset of the build's log
     * @param secrets the values that the build is known to hold secret. Those that are too short to be told from chance do
     *     not make a secret of a text, though the console masks them in it
     */
    public ConsoleMask(Filters filters, Charset charset, Collection<SecretValue> secrets) {
        this.filters = filters;
        this.charset = charset;
        this.shortSecrets = secrets.stream().filter(SecretValue::isShort).toList();
    }

    /** Whether the console hides something of a text. */
    public boolean hides(String text) throws IOException, InterruptedException {
        return !hidden(List.of(text)).isEmpty();
    }

    /**
     * Those texts of which the console hides something, in their order. Writes all of them at once, and looks closer if
     * one is hidden.
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
        // compared as bytes: the log's character set may not have all characters
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
