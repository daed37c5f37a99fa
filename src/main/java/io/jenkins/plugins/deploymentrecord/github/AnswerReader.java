package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Turns an answer into the record that GitHub confirmed, or into the error that tells a person what to do. Trusts
 * nothing in it: sizes are bounded, texts are made fit for a log, the token is masked where a server echoes it.
 */
final class AnswerReader {

    /** Bytes, after decompression. */
    static final long LARGEST_BODY = 1024 * 1024;

    private static final ObjectReader JSON = new ObjectMapper().reader();
    private static final ObjectReader RECORD = JSON.forType(RecordedDeployment.class);

    private final ApiUrl url;
    private final DeploymentRecord record;
    private final GitHubToken token;
    private final Clock clock;

    AnswerReader(ApiUrl url, DeploymentRecord record, GitHubToken token, Clock clock) {
        this.url = url;
        this.record = record;
        this.token = token;
        this.clock = clock;
    }

    /**
     * @throws GitHubException for every answer but a confirmation
     * @throws IOException where the answer breaks off
     */
    RecordedDeployment read(Response response) throws IOException {
        if (response.isSuccessful()) {
            return confirmed(response);
        }
        throw failure(response, quotation(response));
    }

    private RecordedDeployment confirmed(Response response) throws IOException {
        byte[] body = body(response);
        if (body.length > LARGEST_BODY) {
            throw unexpected("answer.endless", response, LARGEST_BODY / 1024);
        }
        if (body.length == 0) {
            throw unexpected("answer.empty", response);
        }
        JsonNode answer = json(body).orElseThrow(() -> unexpected(notJson(body), response, beginning(body)));
        if (answer.path("total_count").asInt(0) < 1) {
            throw unexpected("answer.uncounted", response, beginning(body));
        }
        return returned(answer.path("deployment_records")).withTexts(text -> Texts.clean(token.maskIn(text)));
    }

    private RecordedDeployment returned(JsonNode records) {
        RecordedDeployment last = RecordedDeployment.UNRETURNED;
        for (JsonNode node : records) {
            last = record(node);
            if (last.isOf(record)) {
                return last;
            }
        }
        return records.size() == 1 ? last : RecordedDeployment.UNRETURNED;
    }

    /** The confirmation is {@code total_count}; a record in a shape that nobody promised does not undo it. */
    private static RecordedDeployment record(JsonNode node) {
        try {
            RecordedDeployment read = RECORD.readValue(node);
            return read == null ? RecordedDeployment.UNRETURNED : read;
        } catch (IOException e) {
            return RecordedDeployment.UNRETURNED;
        }
    }

    private GitHubException failure(Response response, String quotation) {
        int code = response.code();
        String host = url.hostAndPort();
        String organization = record.organization();
        var times = new AnswerTimes(response::header, clock.instant());
        Optional<RateLimit> limit = RateLimit.of(times);
        if (code == 429 || code == 403 && limit.isPresent()) {
            RateLimit found = limit.orElseGet(() -> RateLimit.untold(times));
            return new GitHubException.RateLimited(
                    Texts.get(
                            "status.limited." + found.kind(),
                            host,
                            code,
                            found.until(),
                            quotation),
                    found);
        }
        return switch (code) {
            case 401 -> new GitHubException.Unauthorized(Texts.get("status.401", host, quotation));
            case 403 -> new GitHubException.Forbidden(Texts.get("status.403", host, quotation, organization));
            case 404 ->
                new GitHubException.NotFound(Texts.get(
                        "status.404",
                        host,
                        quotation,
                        organization,
                        record.digest(),
                        record.githubRepository() == null
                                ? Texts.get("status.404.noRepository")
                                : Texts.get("status.404.repository", organization, record.githubRepository())));
            case 409 -> new GitHubException.Refused(Texts.get("status.409", host, quotation));
            case 422 -> new GitHubException.Refused(Texts.get("status.422", host, quotation));
            case 407 -> new GitHubException.Refused(Texts.get("status.407", host, quotation));
            default ->
                code >= 500 || code == 408
                        ? new GitHubException.Unavailable(
                                Texts.get("status.unavailable", host, code, quotation),
                                times.retryAfter().orElse(null))
                        : code >= 300 && code < 400
                                ? new GitHubException.Refused(
                                        Texts.get("status.redirect", host, code, redirectTarget(response)))
                                : new GitHubException.Refused(Texts.get("status.other", host, code, quotation));
        };
    }

    /** The host alone: a path and a query may hold what is nobody's business. */
    private String redirectTarget(Response response) {
        String location = response.header("Location");
        HttpUrl target = location == null ? null : response.request().url().resolve(location);
        return target == null ? "?" : Texts.quote(token.maskIn(target.host()));
    }

    private GitHubException unexpected(String key, Response response, Object more) {
        return new GitHubException.UnexpectedAnswer(Texts.get(key, url.hostAndPort(), response.code(), more));
    }

    private GitHubException unexpected(String key, Response response) {
        return unexpected(key, response, "");
    }

    /** GitHub's own words about a failure, or the beginning of what came instead, with the number of the request. */
    private String quotation(Response response) {
        byte[] body;
        try {
            body = body(response);
        } catch (IOException e) {
            // the status tells more than the missing rest of its text
            body = new byte[0];
        }
        String said = said(body);
        String requestId = response.header("x-github-request-id");
        return requestId != null && requestId.matches("[A-Za-z0-9:.-]{1,64}")
                ? said + ' ' + Texts.get("quote.requestId", token.maskIn(requestId))
                : said;
    }

    private String said(byte[] body) {
        if (body.length == 0) {
            return Texts.get("quote.nothing");
        }
        Optional<String> message = json(body).map(AnswerReader::message).filter(text -> !text.isBlank());
        return message.map(text -> Texts.get("quote.github", Texts.quote(token.maskIn(text))))
                .orElseGet(() -> Texts.get(isHtml(body) ? "quote.page" : "quote.other", beginning(body)));
    }

    /** GitHub's {@code message} may be a text or an object; {@code errors} says more about a 422. */
    private static String message(JsonNode answer) {
        JsonNode message = answer.path("message");
        String text = message.isTextual() ? message.textValue() : message.isMissingNode() ? "" : message.toString();
        JsonNode errors = answer.path("errors");
        return errors.isMissingNode() || errors.isNull() ? text : text + ' ' + errors;
    }

    private static String notJson(byte[] body) {
        return isHtml(body) ? "answer.page" : "answer.notJson";
    }

    private static boolean isHtml(byte[] body) {
        return new String(body, 0, Math.min(body.length, 512), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    /** The beginning of a body; of a page, its text without the mark-up. */
    private String beginning(byte[] body) {
        // masked before it is cut: half a token would not be found
        String whole = token.maskIn(new String(body, StandardCharsets.UTF_8));
        String text = whole.substring(0, Math.min(whole.length(), 8192));
        return Texts.quote(
                isHtml(body)
                        ? text.replaceAll("(?is)<(script|style)\\b.*?</\\1\\s*>", " ")
                                .replaceAll("<[^<>]*>", " ")
                        : text);
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** At most one byte more than {@link #LARGEST_BODY}. */
    private static byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        source.request(LARGEST_BODY + 1);
        return source.getBuffer().readByteArray(Math.min(source.getBuffer().size(), LARGEST_BODY + 1));
    }
}
