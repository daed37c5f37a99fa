package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Finds out what can be found out about a server, a token and an organization without changing anything at GitHub: by
 * reading alone. Whether a token may write is none of it.
 */
public final class ConnectionCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_BODY = 256L * 1024;
    /** The last second with ten digits; what is beyond it may be no time at all. */
    private static final long LATEST = 9_999_999_999L;
    /** No artifact has this digest; GitHub's answer to the question for it still tells whether one may ask. */
    private static final String NOBODYS_DIGEST = "sha256:" + "0".repeat(64);

    private final OkHttpClient http;
    private final ApiUrl url;
    private final GitHubToken token;
    private final String userAgent;
    private final List<Finding> findings = new ArrayList<>();

    /** How good the news is. */
    public enum Severity {
        GOOD,
        UNSURE,
        BAD
    }

    /** One thing that was found out, in words. */
    public record Finding(Severity severity, String text) {}

    private record Answer(int code, JsonNode body, String tokenExpiry) {}

    private ConnectionCheck(OkHttpClient http, ApiUrl url, GitHubToken token, String userAgent) {
        this.http = http;
        this.url = url;
        this.token = token;
        this.userAgent = userAgent;
    }

    /**
     * Asks the server; blocks for up to four calls.
     *
     * @param http made by {@link DeploymentRecordClient#configure}
     * @param organization null or blank where none is set, so that nothing is asked about it
     * @return what was found out, in the order of asking; ends with the first thing that makes the rest useless
     */
    public static List<Finding> run(
            OkHttpClient http, ApiUrl url, String organization, GitHubToken token, String userAgent) {
        // unlike a record, a question may be asked twice: a connection that was kept may be gone
        var patient = http.newBuilder().retryOnConnectionFailure(true).build();
        var check = new ConnectionCheck(patient, url, token, userAgent);
        try {
            check.ask(organization == null ? "" : organization.strip());
        } catch (IOException e) {
            check.bad(NetworkFailures.explain(e, url, http, token).getMessage());
        }
        return check.findings;
    }

    private void ask(String organization) throws IOException {
        if (!limit() || !owner()) {
            return;
        }
        if (organization.isEmpty()) {
            unsure(Texts.get("check.noOrganization"));
        } else if (organization(organization)) {
            records(organization);
        }
        unsure(Texts.get("check.write"));
    }

    /** Costs nothing of the limit itself, and needs no permission. */
    private boolean limit() throws IOException {
        Answer answer = get("rate_limit");
        if (answer.code() == 401) {
            good(Texts.get("check.reached", url.hostAndPort()));
            bad(Texts.get("check.badToken"));
            return false;
        }
        JsonNode core = answer.body().path("resources").path("core");
        if (answer.code() != 200 || !core.isObject()) {
            bad(Texts.get("check.notGitHub", url.hostAndPort(), answer.code()));
            return false;
        }
        good(Texts.get("check.reached", url.hostAndPort()));
        good(Texts.get(
                "check.limit",
                core.path("remaining").asLong(),
                core.path("limit").asLong(),
                Instant.ofEpochSecond(Math.clamp(core.path("reset").asLong(), 0L, LATEST))));
        return true;
    }

    private boolean owner() throws IOException {
        Answer answer = get("user");
        String login = answer.body().path("login").asText("");
        if (answer.code() == 200 && !login.isEmpty()) {
            good(Texts.get("check.user", Texts.quote(token.maskIn(login))));
        } else if (answer.code() == 403) {
            // what an installation of a GitHub App is told: it is no user
            good(Texts.get("check.installation"));
        } else {
            unsure(Texts.get("check.unknownOwner", answer.code()));
        }
        if (answer.tokenExpiry() != null) {
            good(Texts.get("check.expiry", Texts.quote(token.maskIn(answer.tokenExpiry()))));
        }
        return answer.code() != 401;
    }

    private boolean organization(String organization) throws IOException {
        Answer answer = get("orgs", organization);
        if (answer.code() == 200) {
            good(Texts.get("check.organization", organization));
            return true;
        }
        bad(Texts.get("check.noSuchOrganization", organization, answer.code()));
        return false;
    }

    private void records(String organization) throws IOException {
        Answer answer = get("orgs", organization, "artifacts", NOBODYS_DIGEST, "metadata", "deployment-records");
        switch (answer.code()) {
            case 200 -> good(Texts.get("check.readable", organization));
            case 403 -> bad(Texts.get("check.noPermission", organization));
            default -> unsure(Texts.get("check.unknownPermission", organization, answer.code()));
        }
    }

    private Answer get(String... segments) throws IOException {
        HttpUrl.Builder target = url.resource();
        for (String segment : segments) {
            target.addPathSegment(segment);
        }
        Request request = DeploymentRecordClient.request(token, userAgent)
                .url(target.build())
                .get()
                .build();
        try (Response response = http.newCall(request).execute()) {
            return new Answer(
                    response.code(), body(response), response.header("github-authentication-token-expiration"));
        }
    }

    private static JsonNode body(Response response) {
        try {
            JsonNode body = JSON.readTree(response.peekBody(LARGEST_BODY).bytes());
            return body == null ? JSON.missingNode() : body;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private void good(String text) {
        findings.add(new Finding(Severity.GOOD, text));
    }

    private void unsure(String text) {
        findings.add(new Finding(Severity.UNSURE, text));
    }

    private void bad(String text) {
        findings.add(new Finding(Severity.BAD, text));
    }
}
