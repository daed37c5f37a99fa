package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The answers to requests that only read: the rate limit, the token's owner, any organization with any repository, the
 * attestations and the records of an artifact. A test may replace any of these answers.
 */
final class StandInReads {

    /** The ID of every repository, unless a test sets another answer. */
    static final int REPOSITORY_ID = 77;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORGANIZATION = Pattern.compile("/orgs/([A-Za-z0-9_-]+)");
    private static final Pattern RECORDS = Pattern.compile(
            "/orgs/([A-Za-z0-9_-]+)/artifacts/(sha256(?::|%3A)[a-f0-9]{64})/metadata/deployment-records");

    private static final Pattern REPOSITORY = Pattern.compile("/repos/([A-Za-z0-9_-]+)/([A-Za-z0-9._-]+)");
    private static final Pattern ATTESTATIONS =
            Pattern.compile("/orgs/([A-Za-z0-9_-]+)/attestations/(sha256(?::|%3A)[a-f0-9]{64})");

    private final KeptRecords kept;
    private final Map<String, StandInAnswer> fixed = new ConcurrentHashMap<>();

    StandInReads(KeptRecords kept) {
        this.kept = kept;
    }

    /** Sets the answer for a path, which has no query. */
    void fix(String path, StandInAnswer answer) {
        fixed.put(path, answer);
    }

    /** @return empty if GitHub has nothing at the path */
    Optional<StandInAnswer> answer(String pathAndQuery) {
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        if (fixed.containsKey(path)) {
            return Optional.of(fixed.get(path));
        }
        var repository = REPOSITORY.matcher(path);
        var attestations = ATTESTATIONS.matcher(path);
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
        } else if (repository.matches()) {
            return Optional.of(StandInAnswer.ok(JSON.createObjectNode()
                    .put("id", REPOSITORY_ID)
                    .put("full_name", repository.group(1) + '/' + repository.group(2))
                    .set("permissions", JSON.createObjectNode().put("push", true))));
        } else if (attestations.matches()) {
            return Optional.of(
                    kept.isAttested(digest(attestations.group(2)))
                            ? StandInAnswer.json(
                                    "{\"attestations\": [{\"repository_id\": " + REPOSITORY_ID + ", \"bundle\": {}}]}")
                            : StandInAnswer.error(404, "Not Found"));
        } else if (records.matches()) {
            String digest = digest(records.group(2));
            return Optional.of(kept.ofArtifact(records.group(1), digest)
                    .map(StandInAnswer::ok)
                    .orElseGet(StandInAnswer::noArtifactsFound));
        }
        return Optional.empty();
    }

    private static String digest(String inPath) {
        return inPath.replace("%3A", ":");
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
