package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Shows what the stand-in received and keeps: to a person as a page, to a program as JSON. Tokens are masked. */
final class StandInPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StandInPage() {}

    static String html(List<ReceivedRequest> requests, List<JsonNode> records) {
        var page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Stand-in for GitHub</title></head>
                <body>
                <h1>Stand-in for GitHub</h1>
                <p>Reload to see what came since. <a href="/received">The requests as JSON</a>.</p>
                """);
        page.append("<h2>Records: ").append(records.size()).append("</h2>\n");
        records.forEach(record ->
                page.append("<pre>").append(escape(record.toPrettyString())).append("</pre>\n"));
        page.append("<h2>Requests: ").append(requests.size()).append("</h2>\n");
        requests.forEach(request -> page.append("<h3>")
                .append(escape(request.time().toString()))
                .append("</h3>\n<pre>")
                .append(escape(request.toString()))
                .append("</pre>\n"));
        return page.append("</body>\n</html>\n").toString();
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
