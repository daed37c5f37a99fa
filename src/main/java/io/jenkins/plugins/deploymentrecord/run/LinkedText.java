package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a text at the URLs that a page may link: pages of GitHub and of Jenkins. A text may quote a server's answer,
 * so other URLs do not become links.
 */
final class LinkedText {

    private static final Pattern LINKABLE_URL = Pattern.compile(
            "https://(?:github\\.com|docs\\.github\\.com|[a-z0-9-]+\\.ghe\\.com|www\\.jenkins\\.io)/[A-Za-z0-9._~/?#=&%+-]*[A-Za-z0-9/_-]");

    private LinkedText() {}

    /**
     * A part of a text.
     *
     * @param link the URL to link, which is the same as the text; null if the part is plain text
     */
    public record Part(String text, @CheckForNull String link) {}

    /** Returns the parts of the text in their order; empty if the text is null. */
    static List<Part> parts(@CheckForNull String text) {
        var parts = new ArrayList<Part>();
        if (text == null) {
            return parts;
        }
        int end = 0;
        var matcher = LINKABLE_URL.matcher(text);
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
