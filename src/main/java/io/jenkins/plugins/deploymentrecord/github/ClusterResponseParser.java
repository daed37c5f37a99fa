package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okhttp3.Response;

/**
 * Converts the answer to a request for a whole cluster into an outcome for each record, or into an exception with
 * advice.
 *
 * <p>A record that {@code errors} names, by its deployment name and its digest, is refused. If every error names a
 * record of the request, all other records are confirmed. An error that names no record, or a 207 without errors, may
 * concern every record that is not named: none of them then counts as confirmed.
 */
final class ClusterResponseParser {

    /**
     * An answer repeats each deployment that was refused, so the limit allows for all deployments of a large request.
     */
    static final long MAX_BYTES = 16 * AnswerBody.MAX_BYTES;

    private static final String UNAUTHORIZED = "unauthorized";
    private static final String NOT_FOUND = "not_found";

    private final ApiUrl url;
    private final ClusterRequest request;
    private final GitHubToken token;
    private final Clock clock;

    ClusterResponseParser(ApiUrl url, ClusterRequest request, GitHubToken token, Clock clock) {
        this.url = url;
        this.request = request;
        this.token = token;
        this.clock = clock;
    }

    /**
     * Reads an answer.
     *
     * @return the outcomes in the order of the records
     * @throws GitHubException for every answer except a success; a success may be partial or concern no record at all
     * @throws IOException if the answer is incomplete
     */
    List<ClusterOutcome> read(Response response) throws IOException {
        if (!response.isSuccessful()) {
            throw new FailedAnswer(url, new ClusterRefusal(request), token, response, clock.instant()).exception();
        }
        JsonNode answer = CountedAnswer.read(response, url, token, MAX_BYTES);
        JsonNode errors = answer.path("errors");
        boolean isAbsent = errors.isMissingNode() || errors.isNull();
        var causes = new HashMap<String, String>();
        String unnamed = isAbsent || errors.isArray() ? null : cause(errors);
        Map<String, DeploymentRecord> byName = new HashMap<>();
        request.records().forEach(record -> byName.put(record.deploymentName(), record));
        for (JsonNode error : errors.isArray() ? errors : List.<JsonNode>of()) {
            DeploymentRecord named = named(error, byName);
            if (named != null) {
                causes.putIfAbsent(named.deploymentName(), cause(error));
            } else {
                unnamed = cause(error);
            }
        }
        if (response.code() == 207 && causes.isEmpty() && unnamed == null) {
            unnamed = "";
        }
        return outcomes(causes, unnamed);
    }

    /** Returns the record that an error concerns; null if it is not known. */
    private static DeploymentRecord named(JsonNode error, Map<String, DeploymentRecord> byName) {
        JsonNode deployment = error.path("deployment");
        DeploymentRecord record = byName.get(deployment.path("deployment_name").asText());
        JsonNode digest = deployment.path("digest");
        return record != null
                        && (digest.isMissingNode()
                                || digest.isNull()
                                || digest.asText().equals(record.digest().value()))
                ? record
                : null;
    }

    /** Returns the cause, cleaned for a log; empty if there is none. */
    private String cause(JsonNode error) {
        return Texts.quote(token.maskIn(error.path("cause").asText("")));
    }

    /**
     * @param causes the causes in the errors that name a record, by deployment name
     * @param unnamed the cause in an error that names no record; null if each error names a record
     */
    private List<ClusterOutcome> outcomes(Map<String, String> causes, String unnamed) {
        Function<DeploymentRecord, ClusterOutcome> other = unnamed == null
                ? record -> new ClusterOutcome.Confirmed()
                : record -> new ClusterOutcome.Unclear(refusal("cluster.unclear", unnamed, record));
        var outcomes = new ArrayList<ClusterOutcome>(request.records().size());
        for (DeploymentRecord record : request.records()) {
            String cause = causes.get(record.deploymentName());
            outcomes.add(
                    cause == null
                            ? other.apply(record)
                            : new ClusterOutcome.Refused(refusal("cluster.refused", cause, record)));
        }
        return List.copyOf(outcomes);
    }

    private GitHubException refusal(String key, String cause, DeploymentRecord record) {
        String text = Texts.get(key, url.hostAndPort(), request.records().size(), cause);
        return switch (cause) {
            case UNAUTHORIZED ->
                new GitHubException.Forbidden(ErrorSection.FORBIDDEN.endOf(
                        text + '\n' + Texts.get("cluster.unauthorized.check", record.organization())));
            case NOT_FOUND -> new GitHubException.NotFound(text, new WriteRefusal(record).notFoundCauses());
            default -> new GitHubException.Invalid(ErrorSection.OTHER.endOf(text));
        };
    }
}
