package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Clock;
import okhttp3.Response;

/** Turns an answer into the record that GitHub confirmed, or into the error that tells a person what to do. */
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
     * @throws GitHubException for every answer but a confirmation
     * @throws IOException if the answer breaks off
     */
    DeploymentRecordResponse read(Response response) throws IOException {
        if (response.isSuccessful()) {
            return confirmed(response);
        }
        throw new FailedAnswer(url, new WriteRefusal(record), token, response, clock.instant()).exception();
    }

    private DeploymentRecordResponse confirmed(Response response) throws IOException {
        AnswerBody body = AnswerBody.of(response, token);
        if (body.isTooLong()) {
            throw unexpected("answer.endless", response, AnswerBody.MAX_BYTES / 1024);
        }
        if (body.isEmpty()) {
            throw unexpected("answer.empty", response, "");
        }
        JsonNode answer = body.json()
                .orElseThrow(
                        () -> unexpected(body.isHtml() ? "answer.page" : "answer.notJson", response, body.beginning()));
        if (!isCounted(answer.path("total_count"))) {
            throw unexpected("answer.uncounted", response, body.beginning());
        }
        return returned(answer.path("deployment_records")).withTexts(text -> Texts.clean(token.maskIn(text)));
    }

    /**
     * The contract counts the records that were created, so an update without a change may well count none. Any count
     * is GitHub's confirmation.
     */
    private static boolean isCounted(JsonNode count) {
        return (count.isNumber() || count.isTextual()) && count.asLong(-1) >= 0;
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

    /** The confirmation is {@code total_count}; a record in a shape that nobody promised does not undo it. */
    private static DeploymentRecordResponse record(JsonNode node) {
        try {
            DeploymentRecordResponse read = RECORD.readValue(node);
            return read == null ? DeploymentRecordResponse.UNRETURNED : read;
        } catch (IOException e) {
            return DeploymentRecordResponse.UNRETURNED;
        }
    }

    private GitHubException unexpected(String key, Response response, Object more) {
        return new GitHubException.UnexpectedAnswer(
                ErrorSection.NOT_GITHUB.endOf(Texts.get(key, url.hostAndPort(), response.code(), more)));
    }
}
