package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the requests and the records of the stand-in: as a page to a person, as JSON to a program. Tokens are masked.
 */
final class StandInPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The fields of a record, after its name and version, in the order and with the labels of the page. */
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("status", "Status");
        LABELS.put("logical_environment", "Environment");
        LABELS.put("physical_environment", "Physical environment");
        LABELS.put("cluster", "Cluster");
        LABELS.put("deployment_name", "Deployment name");
        LABELS.put("github_repository", "Repository");
        LABELS.put("digest", "Digest");
        LABELS.put("tags", "Tags");
        LABELS.put("runtime_risks", "Runtime risks");
        LABELS.put("id", "Record");
        LABELS.put("created_at", "Created");
        LABELS.put("updated_at", "Updated");
    }

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Stand-in for GitHub</title>
            <style>
            :root { color-scheme: light dark; }
            a { color: inherit; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
              overflow-wrap: anywhere; }
            pre, dl { background: color-mix(in srgb, CanvasText 6%, Canvas); border-radius: 0.25rem; padding: 0.75rem; }
            pre { white-space: pre-wrap; }
            dl { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: 0.25rem 1rem; }
            dt { font-weight: 600; }
            dd { margin: 0; }
            </style>
            </head>
            <body>
            <main>
            <h1>Stand-in for GitHub</h1>
            <p>Reload to see new requests. <a href="/received">The requests as JSON</a>.</p>
            """;

    private StandInPage() {}

    /**
     * @param requests oldest first; the page shows the newest first
     * @param answers the answers by request; a request that is still waiting has none
     * @param records with all known fields
     */
    static String html(
            List<ReceivedRequest> requests, Map<ReceivedRequest, StandInAnswer> answers, List<JsonNode> records) {
        var page = new StringBuilder(HEAD);
        page.append("<h2>Records: ").append(records.size()).append("</h2>\n");
        records.forEach(record -> append(page, record));
        page.append("<h2>Requests: ").append(requests.size()).append("</h2>\n");
        requests.reversed().forEach(request -> append(page, request, answers.get(request)));
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, JsonNode record) {
        String title =
                record.path("name").asText() + ' ' + record.path("version").asText();
        page.append("<h3>").append(escape(title.strip())).append("</h3>\n<dl>\n");
        LABELS.forEach((field, label) -> {
            JsonNode value = record.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                String text = value.isContainerNode() ? value.toString() : value.asText();
                page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(label, escape(text)));
            }
        });
        page.append("</dl>\n");
    }

    private static void append(StringBuilder page, ReceivedRequest request, StandInAnswer answer) {
        String title = request.method() + ' ' + request.path() + ": "
                + (answer == null ? "no answer yet" : String.valueOf(answer.status()));
        page.append("<h3>").append(escape(title)).append("</h3>\n<p>");
        page.append(escape(request.time().toString())).append("</p>\n");
        page.append(pre(pretty(request.body())));
        page.append("<details><summary>The request as it came</summary>\n");
        page.append(pre(request.toString())).append("</details>\n");
        if (answer != null) {
            page.append("<details><summary>The answer</summary>\n");
            page.append(pre(pretty(answer.body()))).append("</details>\n");
        }
    }

    private static String pre(String text) {
        return "<pre>" + escape(text) + "</pre>\n";
    }

    /** Formats JSON in several lines; returns any other text unchanged. */
    private static String pretty(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isContainerNode() ? json.toPrettyString() : body;
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    static String json(List<ReceivedRequest> requests) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(requests.stream()
                        .map(request -> Map.of(
                                "time", request.time().toString(),
                                "method", request.method(),
                                "path", request.path(),
                                "headers", request.maskedHeaders(),
                                "body", request.body()))
                        .toList());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
