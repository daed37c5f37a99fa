package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Clock;
import okhttp3.Response;

/** Converts an answer into the record that GitHub confirmed, or into an exception with advice. */
final class ResponseParser {

    private static final ObjectReader RECORD = new ObjectMapper().readerFor(DeploymentRecordResponse.class);

    private final ApiUrl url;
    private final DeploymentRecord record;
    private final GitHubToken token;
    private final Clock clock;

    ResponseParser(ApiUrl url, DeploymentRecord record, GitHubToken token, Clock clock) {
        this.url = url;
        this.record = record;
        this.token = token;
        this.clock = clock;
    }

    /**
     * Reads an answer.
     *
     * @throws GitHubException for every answer that is not a confirmation
     * @throws IOException if the answer is incomplete
     */
    DeploymentRecordResponse read(Response response) throws IOException {
        if (response.isSuccessful()) {
            return confirmed(response);
        }
        throw new FailedAnswer(url, new WriteRefusal(record), token, response, clock.instant()).exception();
    }

    private DeploymentRecordResponse confirmed(Response response) throws IOException {
        JsonNode answer = CountedAnswer.read(response, url, token, AnswerBody.MAX_BYTES);
        return returned(answer.path("deployment_records")).withTexts(text -> Texts.clean(token.maskIn(text)));
    }

    private DeploymentRecordResponse returned(JsonNode records) {
        DeploymentRecordResponse last = DeploymentRecordResponse.UNRETURNED;
        for (JsonNode node : records) {
            last = record(node);
            if (last.isOf(record)) {
                return last;
            }
        }
        return records.size() == 1 ? last : DeploymentRecordResponse.UNRETURNED;
    }

    /** Ignores a malformed record: {@code total_count} alone is the confirmation. */
    private static DeploymentRecordResponse record(JsonNode node) {
        try {
            DeploymentRecordResponse read = RECORD.readValue(node);
            return read == null ? DeploymentRecordResponse.UNRETURNED : read;
        } catch (IOException e) {
            return DeploymentRecordResponse.UNRETURNED;
        }
    }
}
