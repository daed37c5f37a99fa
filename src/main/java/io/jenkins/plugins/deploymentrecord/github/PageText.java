package io.jenkins.plugins.deploymentrecord.github;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an HTML page without its markup, approximately; extracted in linear time, because the page may be
 * hostile.
 */
final class PageText {

    private static final Pattern HIDDEN = Pattern.compile("(?i)<(?:(script)|style)\\b");
    private static final Pattern SCRIPT_END = Pattern.compile("(?i)</script\\s*+>");
    private static final Pattern STYLE_END = Pattern.compile("(?i)</style\\s*+>");

    private final String page;
    private final StringBuilder text = new StringBuilder();
    /** Whether the search for the end tag already reached the end of the page in vain. */
    private boolean withoutScriptEnd;

    private boolean withoutStyleEnd;

    private PageText(String page) {
        this.page = page;
    }

    /** Returns the text between the tags, with each tag replaced by a space; without scripts and styles. */
    static String of(String page) {
        return new PageText(page).read();
    }

    private String read() {
        int at = 0;
        for (int tag = page.indexOf('<'); tag >= 0; tag = page.indexOf('<', at)) {
            text.append(page, at, tag);
            int after = end(tag);
            if (after < 0) {
                // not a tag, but a character of the text
                text.append('<');
                at = tag + 1;
            } else {
                text.append(' ');
                at = after;
            }
        }
        return text.append(page, at, page.length()).toString();
    }

    /** Returns the end of a tag or of a hidden element; -1 if it has no end. */
    private int end(int tag) {
        Matcher hidden = HIDDEN.matcher(page).region(tag, page.length());
        if (hidden.lookingAt()) {
            int end = hidden.group(1) == null ? styleEnd(tag) : scriptEnd(tag);
            if (end >= 0) {
                return end;
            }
        }
        int next = tag + 1;
        while (next < page.length() && page.charAt(next) != '<' && page.charAt(next) != '>') {
            next++;
        }
        return next < page.length() && page.charAt(next) == '>' ? next + 1 : -1;
    }

    private int scriptEnd(int tag) {
        int end = withoutScriptEnd ? -1 : find(SCRIPT_END, tag);
        withoutScriptEnd = end < 0;
        return end;
    }

    private int styleEnd(int tag) {
        int end = withoutStyleEnd ? -1 : find(STYLE_END, tag);
        withoutStyleEnd = end < 0;
        return end;
    }

    private int find(Pattern pattern, int from) {
        Matcher end = pattern.matcher(page);
        return end.find(from) ? end.end() : -1;
    }
}
