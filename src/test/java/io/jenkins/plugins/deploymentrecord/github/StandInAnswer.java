package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One answer of the stand-in, in GitHub's format, and the refusals that do not depend on the body of a request. */
record StandInAnswer(int status, Map<String, String> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> IS_JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    static StandInAnswer ok(JsonNode body) {
        return new StandInAnswer(200, IS_JSON, body.toString());
    }

    static StandInAnswer of(int status, JsonNode body) {
        return new StandInAnswer(status, IS_JSON, body.toString());
    }

    static StandInAnswer json(String body) {
        return new StandInAnswer(200, IS_JSON, body);
    }

    static StandInAnswer page(String body) {
        return new StandInAnswer(200, Map.of("Content-Type", "text/html; charset=utf-8"), body);
    }

    /** GitHub's answer about an unknown artifact. */
    static StandInAnswer noArtifactsFound() {
        return error(404, "no artifacts found");
    }

    static StandInAnswer error(int status, String message) {
        return error(status, message, List.of());
    }

    static StandInAnswer error(int status, String message, List<ContractCheck.Violation> violations) {
        var body = JSON.createObjectNode().put("message", message);
        if (!violations.isEmpty()) {
            var errors = body.putArray("errors");
            violations.forEach(violation -> errors.addObject()
                    .put("resource", "DeploymentRecord")
                    .put("field", violation.field())
                    .put("code", violation.keyword().equals("required") ? "missing_field" : "invalid")
                    .put("message", violation.field() + ' ' + violation.message()));
        }
        body.put("documentation_url", "https://docs.github.com/rest/orgs/artifact-metadata");
        body.put("status", String.valueOf(status));
        return new StandInAnswer(status, IS_JSON, body.toString());
    }

    /** Returns the refusal, with GitHub's status, if a header is wrong. */
    static Optional<StandInAnswer> refusalOfHeaders(ReceivedRequest request) {
        String authorization = request.header("Authorization");
        if (authorization == null || !authorization.matches("Bearer [A-Za-z0-9._~+/-]+=*")) {
            return Optional.of(error(401, authorization == null ? "Requires authentication" : "Bad credentials"));
        }
        String agent = request.header("User-Agent");
        if (agent == null || agent.isBlank()) {
            return Optional.of(error(403, "Request forbidden by administrative rules."));
        }
        String accept = request.header("Accept");
        if (accept == null || !List.of(accept.split(" *, *")).contains("application/vnd.github+json")) {
            return Optional.of(error(415, "Unsupported 'Accept' header"));
        }
        if (!"2022-11-28".equals(request.header("X-GitHub-Api-Version"))) {
            return Optional.of(error(400, "Invalid or missing API version"));
        }
        String type = request.header("Content-Type");
        return request.method().equals("GET") || type != null && type.matches("(?i)application/json(; *charset=utf-8)?")
                ? Optional.empty()
                : Optional.of(error(415, "Unsupported 'Content-Type' header"));
    }

    void sendOn(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
