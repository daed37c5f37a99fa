package io.jenkins.plugins.deploymentrecord.github;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Quotes the parts of a failed answer that show its cause: GitHub's own message or the beginning of another body, the
 * ID of the request, and the two headers that name missing permissions. A header that is malformed is left out.
 */
final class Quotation {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9:.-]{1,64}");
    /** Such as {@code artifact_metadata=write}, or several alternatives. */
    private static final Pattern PERMISSIONS = Pattern.compile("[A-Za-z0-9_=,; -]{1,200}");
    /** {@code required; url=https://github.com/orgs/octo-org/sso?authorization_request=…} */
    private static final Pattern SSO_URL = Pattern.compile("(?i)(?:^|;)\\s*url=(\\S{1,500})\\s*$");

    private final UnaryOperator<String> header;
    private final AnswerBody body;
    private final GitHubToken token;

    /** @param header returns a response header by its name, or null */
    Quotation(UnaryOperator<String> header, AnswerBody body, GitHubToken token) {
        this.header = header;
        this.body = body;
        this.token = token;
    }

    /** Returns the whole quotation in one line. */
    String text() {
        return words()
                + readable("x-github-request-id", REQUEST_ID)
                        .map(id -> ' ' + Texts.get("quote.requestId", id))
                        .orElse("")
                + missing();
    }

    /** Returns the permissions that the two headers name as missing; empty, or begins with a space. */
    String missing() {
        return readable("X-Accepted-GitHub-Permissions", PERMISSIONS)
                        .map(permissions -> ' ' + Texts.get("quote.permissions", permissions))
                        .orElse("")
                + singleSignOn().map(url -> ' ' + Texts.get("quote.sso", url)).orElse("");
    }

    private String words() {
        if (body.isEmpty()) {
            return Texts.get("quote.nothing");
        }
        return body.message()
                .map(message -> Texts.get("quote.github", Texts.quote(message)))
                .orElseGet(() -> Texts.get(body.isHtml() ? "quote.page" : "quote.other", body.beginning()));
    }

    /** Returns the address at which the token's owner can authorize the token for single sign-on. */
    private Optional<String> singleSignOn() {
        String value = header.apply("X-GitHub-SSO");
        Matcher url = SSO_URL.matcher(value == null ? "" : value);
        return url.find()
                ? Optional.ofNullable(HttpUrl.parse(url.group(1)))
                        .filter(parsed -> parsed.isHttps() && parsed.username().isEmpty())
                        .map(parsed -> token.maskIn(parsed.toString()))
                : Optional.empty();
    }

    private Optional<String> readable(String name, Pattern allowed) {
        String value = header.apply(name);
        return value != null && allowed.matcher(value.strip()).matches()
                ? Optional.of(token.maskIn(value.strip()))
                : Optional.empty();
    }
}
