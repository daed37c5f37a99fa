package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a text at the addresses that a page may link: pages of GitHub and of Jenkins. A text may quote a server's answer,
 * so no other address becomes a link.
 */
final class LinkedText {

    private static final Pattern ADDRESS = Pattern.compile(
            "https://(?:github\\.com|docs\\.github\\.com|[a-z0-9-]+\\.ghe\\.com|www\\.jenkins\\.io)/[A-Za-z0-9._~/?#=&%+-]*[A-Za-z0-9/_-]");

    private LinkedText() {}

    /**
     * A stretch of a text.
     *
     * @param link the address to link, the same as the text; null if the stretch is plain text
     */
    public record Part(String text, @CheckForNull String link) {}

    /** The whole text in parts, in its order; empty if the text is null. */
    static List<Part> parts(@CheckForNull String text) {
        var parts = new ArrayList<Part>();
        if (text == null) {
            return parts;
        }
        int end = 0;
        var matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Part(text.substring(end, matcher.start()), null));
            }
            parts.add(new Part(matcher.group(), matcher.group()));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part(text.substring(end), null));
        }
        return parts;
    }
}
