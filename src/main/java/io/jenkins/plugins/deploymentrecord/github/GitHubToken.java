package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token for GitHub's API. Its string form is asterisks, and it masks itself in foreign texts.
 *
 * <p>Kept in memory for one request, never serialized.
 */
public final class GitHubToken {

    /** RFC 6750, section 2.1: the characters that may follow {@code Bearer}. */
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** The prefixes of GitHub's tokens: classic, OAuth, user-to-server, server-to-server, refresh, fine-grained. */
    private static final Pattern GITHUB_TOKEN = Pattern.compile("(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{10}");

    private final String value;
    private final TokenMask mask;

    private GitHubToken(String value) {
        this.value = value;
        this.mask = new TokenMask(value);
    }

    /**
     * Parses a token.
     *
     * @param secret as stored; white space of any kind around it is dropped
     * @return empty if the secret cannot be sent as a bearer token in an HTTP header: it is blank, or has spaces, line
     *     breaks or non-ASCII characters
     */
    public static Optional<GitHubToken> of(String secret) {
        String stripped = TypedText.trimToNull(secret);
        return stripped != null && B64TOKEN.matcher(stripped).matches()
                ? Optional.of(new GitHubToken(stripped))
                : Optional.empty();
    }

    /** Whether a text contains something that looks like a token of GitHub's, even with invisible characters in it. */
    public static boolean mayBeIn(String text) {
        String visible = text.codePoints()
                .filter(Texts::isPrintable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return GITHUB_TOKEN.matcher(visible).find();
    }

    /** Whether the token belongs to an installation of a GitHub App and therefore lives for an hour. */
    public boolean isOfInstallation() {
        return value.startsWith("ghs_");
    }

    /** Whether the body of a request contains the token itself. */
    public boolean isIn(String body) {
        return body.contains(value);
    }

    String authorization() {
        return "Bearer " + value;
    }

    /**
     * Masks every occurrence of this token in a text, in any case and any encoding; for example, the name of a host is
     * in lower case.
     */
    String maskIn(String text) {
        return mask.maskIn(text);
    }

    @Override
    public String toString() {
        return TokenMask.MASK;
    }
}
