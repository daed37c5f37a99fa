package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be read at the stand-in: the rate limit, the token's owner, any organization, an artifact's records. */
final class StandInReads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORGANIZATION = Pattern.compile("/orgs/([A-Za-z0-9_-]+)");
    private static final Pattern RECORDS = Pattern.compile(
            "/orgs/([A-Za-z0-9_-]+)/artifacts/(sha256(?::|%3A)[a-f0-9]{64})/metadata/deployment-records");

    private StandInReads() {}

    /** @return empty if GitHub has nothing at the path */
    static Optional<StandInAnswer> answer(String path, KeptRecords kept) {
        var organization = ORGANIZATION.matcher(path);
        var records = RECORDS.matcher(path);
        if (path.equals("/rate_limit")) {
            return Optional.of(StandInAnswer.ok(rateLimit()));
        } else if (path.equals("/user")) {
            return Optional.of(StandInAnswer.ok(
                    JSON.createObjectNode().put("login", "octocat").put("type", "User")));
        } else if (organization.matches()) {
            return Optional.of(StandInAnswer.ok(
                    JSON.createObjectNode().put("login", organization.group(1)).put("type", "Organization")));
        } else if (records.matches()) {
            String digest = records.group(2).replace("%3A", ":");
            return Optional.of(kept.ofArtifact(records.group(1), digest)
                    .map(StandInAnswer::ok)
                    .orElseGet(StandInAnswer::noArtifactsFound));
        }
        return Optional.empty();
    }

    private static JsonNode rateLimit() {
        var answer = JSON.createObjectNode();
        answer.putObject("resources")
                .putObject("core")
                .put("limit", 5000)
                .put("used", 1)
                .put("remaining", 4999)
                .put("reset", Instant.now().plusSeconds(3600).getEpochSecond());
        return answer;
    }
}
