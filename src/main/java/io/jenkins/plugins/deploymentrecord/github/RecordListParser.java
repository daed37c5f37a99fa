package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;

/** Converts an answer into the records of an artifact, or into an exception with advice. */
final class RecordListParser {

    /** GitHub returns all records in one answer: the limit allows about 20,000 records. */
    static final long MAX_BYTES = 8 * AnswerBody.MAX_BYTES;

    private static final ObjectReader RECORD = new ObjectMapper().readerFor(DeploymentRecordResponse.class);

    private final ApiUrl url;
    private final String organization;
    private final GitHubToken token;
    private final Clock clock;

    RecordListParser(ApiUrl url, String organization, GitHubToken token, Clock clock) {
        this.url = url;
        this.organization = organization;
        this.token = token;
        this.clock = clock;
    }

    /**
     * Reads an answer; the 404 that says that GitHub has no such artifact is an empty list.
     *
     * @throws GitHubException for every other answer that is not a list
     * @throws IOException if the answer is incomplete
     */
    List<ReadRecord> read(Response response) throws IOException {
        if (response.isSuccessful()) {
            return listed(response);
        }
        var failed = new FailedAnswer(url, new ReadRefusal(organization), token, response, clock.instant());
        if (failed.isOfUnknownArtifact()) {
            return List.of();
        }
        throw failed.exception();
    }

    private List<ReadRecord> listed(Response response) throws IOException {
        AnswerBody body = AnswerBody.of(response, token, MAX_BYTES);
        if (body.isTooLong()) {
            throw unexpected("answer.endless", response, MAX_BYTES / 1024);
        }
        JsonNode answer = body.json()
                .orElseThrow(
                        () -> unexpected(body.isHtml() ? "answer.page" : "answer.notJson", response, body.beginning()));
        JsonNode records = answer.path("deployment_records");
        boolean isNone = records.isMissingNode() && answer.path("total_count").asLong(-1) == 0;
        if (!records.isArray() && !isNone) {
            throw unexpected("answer.unlisted", response, body.beginning());
        }
        var list = new ArrayList<ReadRecord>(records.size());
        for (JsonNode record : records) {
            list.add(record(record, response));
        }
        return List.copyOf(list);
    }

    /** Fails for a malformed record: if the record were left out, it would appear to be absent from GitHub. */
    private ReadRecord record(JsonNode node, Response response) throws GitHubException {
        try {
            DeploymentRecordResponse read = RECORD.readValue(node);
            if (read != null) {
                return ReadRecord.of(read, node, text -> Texts.clean(token.maskIn(text)));
            }
        } catch (IOException e) {
            // reported below, with a quotation
        }
        throw unexpected("answer.unlisted", response, Texts.quote(token.maskIn(node.toString())));
    }

    private GitHubException unexpected(String key, Response response, Object more) {
        return new GitHubException.UnexpectedAnswer(
                ErrorSection.NOT_GITHUB.endOf(Texts.get(key, url.hostAndPort(), response.code(), more)));
    }
}
