package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token for GitHub's API. It prints as asterisks, and it takes itself out of texts that others wrote.
 *
 * <p>Held in memory for one request, never serialized.
 */
public final class GitHubToken {

    /** RFC 6750, section 2.1: what may follow {@code Bearer}. */
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** The prefixes that GitHub gives its tokens: classic, OAuth, user-to-server, server-to-server, refresh, fine-grained. */
    private static final Pattern GITHUB_TOKEN = Pattern.compile("(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{10}");

    private final String value;
    private final TokenMask mask;

    private GitHubToken(String value) {
        this.value = value;
        this.mask = new TokenMask(value);
    }

    /**
     * @param secret as stored; white space of any kind around it is dropped
     * @return empty if no HTTP header can carry the secret as a bearer token: it is blank, or has spaces, line breaks
     *     or characters outside of ASCII
     */
    public static Optional<GitHubToken> of(String secret) {
        String stripped = TypedText.trimToNull(secret);
        return stripped != null && B64TOKEN.matcher(stripped).matches()
                ? Optional.of(new GitHubToken(stripped))
                : Optional.empty();
    }

    /** Whether a text holds what looks like one of GitHub's tokens, even with invisible characters in it. */
    public static boolean looksLikeOne(String text) {
        String visible = text.codePoints()
                .filter(Texts::isPrintable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return GITHUB_TOKEN.matcher(visible).find();
    }

    /** Whether it is that of a GitHub App's installation, which lives for an hour. */
    public boolean isOfInstallation() {
        return value.startsWith("ghs_");
    }

    /** Whether the token itself strayed into a request's body. */
    public boolean isIn(String body) {
        return body.contains(value);
    }

    String authorization() {
        return "Bearer " + value;
    }

    /** The text without this token, wherever and however it stands in it; a host's name, for one, is in lower case. */
    String maskIn(String text) {
        return mask.maskIn(text);
    }

    @Override
    public String toString() {
        return TokenMask.MASK;
    }
}
