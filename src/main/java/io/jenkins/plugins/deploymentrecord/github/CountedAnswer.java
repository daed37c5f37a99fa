package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import okhttp3.Response;

/** Recognizes GitHub's success among other answers with 2xx: a JSON object that has {@code total_count}. */
final class CountedAnswer {

    private CountedAnswer() {}

    /**
     * Reads the answer. The contract counts the records that were created, so an update without a change may count
     * none: any count is GitHub's confirmation.
     *
     * @param maxBytes the limit of the body
     * @throws GitHubException for any other answer
     * @throws IOException if the answer is incomplete
     */
    static JsonNode read(Response response, ApiUrl url, GitHubToken token, long maxBytes) throws IOException {
        AnswerBody body = AnswerBody.of(response, token, maxBytes);
        if (body.isTooLong()) {
            throw unexpected("answer.endless", url, response, maxBytes / 1024);
        }
        if (body.isEmpty()) {
            throw unexpected("answer.empty", url, response, "");
        }
        JsonNode answer = body.json()
                .orElseThrow(() ->
                        unexpected(body.isHtml() ? "answer.page" : "answer.notJson", url, response, body.beginning()));
        JsonNode count = answer.path("total_count");
        if (!(count.isNumber() || count.isTextual()) || count.asLong(-1) < 0) {
            throw unexpected("answer.uncounted", url, response, body.beginning());
        }
        return answer;
    }

    private static GitHubException unexpected(String key, ApiUrl url, Response response, Object more) {
        return new GitHubException.UnexpectedAnswer(
                ErrorSection.NOT_GITHUB.endOf(Texts.get(key, url.hostAndPort(), response.code(), more)));
    }
}
