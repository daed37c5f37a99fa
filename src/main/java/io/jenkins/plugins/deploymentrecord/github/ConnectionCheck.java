package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Checks a server, a token and an organization by reading alone; it changes nothing at GitHub. It cannot find out
 * whether a token may write.
 */
public final class ConnectionCheck {

    /** The last second with ten digits; a larger number may not be a time at all. */
    private static final long MAX_EPOCH_SECOND = 9_999_999_999L;
    /** A digest that no artifact has; GitHub's answer to a request for it shows whether the token may read records. */
    private static final ArtifactDigest UNKNOWN_DIGEST = new ArtifactDigest("sha256:" + "0".repeat(64));
    /** Enough time to have a token renewed, and less than the 30 days that GitHub suggests for a new token. */
    private static final Duration EXPIRY_WARNING = Duration.ofDays(14);
    /** Enough time to update a plugin. */
    private static final Duration SUNSET_WARNING = Duration.ofDays(90);

    private final OkHttpClient http;
    private final ApiUrl url;
    private final GitHubToken token;
    private final String userAgent;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    /** The severity of a finding. Something that cannot be found out by reading is not an error. */
    public enum Severity {
        OK,
        WARNING,
        ERROR
    }

    /** One finding, in words. */
    public record Finding(Severity severity, String text) {}

    private ConnectionCheck(OkHttpClient http, ApiUrl url, GitHubToken token, String userAgent, Clock clock) {
        this.http = http;
        this.url = url;
        this.token = token;
        this.userAgent = userAgent;
        this.clock = clock;
    }

    /**
     * Runs the checks; blocks for up to four calls.
     *
     * @param http made by {@link DeploymentRecordClient#configure}
     * @param organization null or blank if none is set, so that no organization is checked
     * @param clock decides whether a token expires soon
     * @return the verdict, whose severity is that of the worst finding, then the findings in the order of the checks;
     *     the checks end with the first finding that makes the rest useless
     */
    public static List<Finding> run(
            OkHttpClient http, ApiUrl url, String organization, GitHubToken token, String userAgent, Clock clock) {
        var check = new ConnectionCheck(DeploymentRecordClient.forReading(http), url, token, userAgent, clock);
        try {
            check.runAll(organization == null ? "" : organization.strip());
        } catch (IOException e) {
            check.add(
                    Severity.ERROR,
                    NetworkErrors.explain(e, url, http, token, false).getMessage());
        }
        return check.report();
    }

    private List<Finding> report() {
        Severity worst = findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
        findings.add(0, new Finding(worst, Texts.get("check.verdict." + worst)));
        return findings;
    }

    private void runAll(String organization) throws IOException {
        if (!limit() || !owner()) {
            return;
        }
        if (organization.isEmpty()) {
            add(Severity.OK, Texts.get("check.noOrganization"));
        } else if (!organization(organization) || !records(organization)) {
            return;
        }
        add(Severity.OK, Texts.get("check.write"));
    }

    /** Does not count against the rate limit, and needs no permission. */
    private boolean limit() throws IOException {
        ReadAnswer answer = get("rate_limit");
        if (isUseless(answer)) {
            return false;
        }
        JsonNode core = answer.json().path("resources").path("core");
        if (answer.kind() != AnswerKind.SUCCESS || !core.isObject()) {
            add(Severity.ERROR, Texts.get("check.notGitHub", url.hostAndPort(), answer.code()));
            return false;
        }
        long remaining = core.path("remaining").asLong();
        add(Severity.OK, Texts.get("check.reached", url.hostAndPort()));
        add(
                remaining > 0 ? Severity.OK : Severity.WARNING,
                Texts.get(
                        "check.limit",
                        remaining,
                        core.path("limit").asLong(),
                        Instant.ofEpochSecond(Math.clamp(core.path("reset").asLong(), 0L, MAX_EPOCH_SECOND))));
        answer.sunset()
                .filter(sunset -> sunset.isBefore(clock.instant().plus(SUNSET_WARNING)))
                .ifPresent(sunset ->
                        add(Severity.WARNING, Texts.get("check.sunset", DeploymentRecordClient.API_VERSION, sunset)));
        return true;
    }

    private boolean owner() throws IOException {
        ReadAnswer answer = get("user");
        if (isUseless(answer)) {
            return false;
        }
        String login = answer.json().path("login").asText("");
        if (answer.kind() == AnswerKind.SUCCESS && !login.isEmpty()) {
            add(Severity.OK, Texts.get("check.user", Texts.quote(token.maskIn(login))));
        } else if (answer.kind() == AnswerKind.FORBIDDEN) {
            // the answer to an installation of a GitHub App, which is not a user
            add(Severity.OK, Texts.get("check.installation"));
        } else {
            add(Severity.WARNING, Texts.get("check.unknownOwner", answer.code()));
        }
        answer.tokenExpiry()
                .ifPresent(expiry -> add(
                        // Jenkins renews the token of an installation automatically
                        expiry.isBefore(clock.instant().plus(EXPIRY_WARNING)) && !token.isOfInstallation()
                                ? Severity.WARNING
                                : Severity.OK,
                        Texts.get("check.expiry", expiry)));
        return true;
    }

    private boolean organization(String organization) throws IOException {
        ReadAnswer answer = get("orgs", organization);
        if (isUseless(answer)) {
            return false;
        }
        boolean isSeen = answer.kind() == AnswerKind.SUCCESS;
        add(
                isSeen ? Severity.OK : Severity.ERROR,
                isSeen
                        ? Texts.get("check.organization", organization)
                        : Texts.get("check.noSuchOrganization", organization, answer.code(), answer.missing()));
        return isSeen;
    }

    private boolean records(String organization) throws IOException {
        ReadAnswer answer = get(url.deploymentRecordsOf(organization, UNKNOWN_DIGEST));
        if (isUseless(answer)) {
            return false;
        }
        if (answer.kind() == AnswerKind.SUCCESS) {
            add(Severity.OK, Texts.get("check.readable", organization));
        } else if (answer.kind() == AnswerKind.FORBIDDEN) {
            add(Severity.ERROR, Texts.get("check.noPermission", organization, answer.missing()));
        } else if (answer.kind() == AnswerKind.NOT_FOUND && answer.hasMessage()) {
            add(Severity.OK, Texts.get("check.notRefused", organization, answer.missing()));
        } else {
            add(Severity.WARNING, Texts.get("check.unknownPermission", organization, answer.code()));
        }
        return true;
    }

    /** Adds a finding if the answer does not answer the question; the next answers would not either. */
    private boolean isUseless(ReadAnswer answer) {
        String host = url.hostAndPort();
        switch (answer.kind()) {
            case UNAUTHORIZED -> add(Severity.ERROR, Texts.get("check.badToken", host, answer.missing()));
            case LIMITED -> add(Severity.WARNING, Texts.get("check.limited", host, answer.code(), answer.limitEnd()));
            case UNAVAILABLE -> add(Severity.WARNING, Texts.get("check.unavailable", host, answer.code()));
            case VERSION_ENDED ->
                add(
                        Severity.ERROR,
                        Texts.get("check.version", host, answer.code(), DeploymentRecordClient.API_VERSION));
            case PROXY_LOGIN -> add(Severity.ERROR, Texts.get("check.proxyLogin", host));
            default -> {
                return false;
            }
        }
        return true;
    }

    private ReadAnswer get(String... segments) throws IOException {
        HttpUrl.Builder target = url.resource();
        for (String segment : segments) {
            target.addPathSegment(segment);
        }
        return get(target.build());
    }

    private ReadAnswer get(HttpUrl target) throws IOException {
        Request request = DeploymentRecordClient.request(token, userAgent)
                .url(target)
                .get()
                .build();
        try (Response response = http.newCall(request).execute()) {
            return new ReadAnswer(response, token, clock.instant());
        }
    }

    private void add(Severity severity, String text) {
        findings.add(new Finding(severity, text));
    }
}
