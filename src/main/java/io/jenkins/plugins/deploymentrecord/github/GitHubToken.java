package io.jenkins.plugins.deploymentrecord.github;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token for GitHub's API. It prints as asterisks, and it takes itself out of texts that others wrote.
 *
 * <p>Held in memory for one request, never serialized.
 */
public final class GitHubToken {

    private static final String MASK = "****";
    /** RFC 6750, section 2.1: what may follow {@code Bearer}. */
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** The prefixes that GitHub gives its tokens: classic, OAuth, user-to-server, server-to-server, refresh, fine-grained. */
    private static final Pattern GITHUB_TOKEN = Pattern.compile("(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{10}");

    private final String value;
    private final Pattern anywhere;

    private GitHubToken(String value) {
        this.value = value;
        this.anywhere = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE);
    }

    /**
     * @param secret as stored; white space of any kind around it is dropped
     * @return empty where no HTTP header can carry the secret as a bearer token: it is blank, or has spaces, line breaks
     *     or characters outside of ASCII
     */
    public static Optional<GitHubToken> of(String secret) {
        String stripped = TypedText.trimToNull(secret);
        return stripped != null && B64TOKEN.matcher(stripped).matches()
                ? Optional.of(new GitHubToken(stripped))
                : Optional.empty();
    }

    /** Whether a text holds what looks like one of GitHub's tokens, typed where it does not belong. */
    public static boolean looksLikeOne(String text) {
        return GITHUB_TOKEN.matcher(text).find();
    }

    /** Whether it is that of a GitHub App's installation, which lives for an hour. */
    public boolean isOfInstallation() {
        return value.startsWith("ghs_");
    }

    /** Whether the token itself strayed into what would be sent as data. */
    public boolean isIn(DeploymentRecord record) {
        return new String(record.body(), StandardCharsets.UTF_8).contains(value);
    }

    String authorization() {
        return "Bearer " + value;
    }

    /** The text without this token, wherever it stands in it; a host's name, for one, comes back in lower case. */
    String maskIn(String text) {
        return anywhere.matcher(text).replaceAll(MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
