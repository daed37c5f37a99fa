package io.jenkins.plugins.deploymentrecord.github;

import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to the stand-in, with all headers by their lower-case names and the body as text. Its string form has the
 * token masked.
 */
record ReceivedRequest(Instant time, String method, String path, Map<String, List<String>> headers, String body) {

    static ReceivedRequest of(HttpExchange exchange, String body) {
        var headers = new TreeMap<String, List<String>>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), List.copyOf(values)));
        return new ReceivedRequest(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                body);
    }

    /** Returns the header's value, or null; the first of several values. */
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase());
        return values == null ? null : values.get(0);
    }

    /** Returns the headers for a person, with the token masked. */
    Map<String, List<String>> maskedHeaders() {
        var masked = new TreeMap<>(headers);
        masked.computeIfPresent(
                "authorization",
                (name, values) -> values.stream()
                        .map(value -> value.replaceFirst(" .*", " ****"))
                        .toList());
        return masked;
    }

    /** Returns the request as it was sent, with the token masked. */
    @Override
    public String toString() {
        var text = new StringBuilder(method).append(' ').append(path).append('\n');
        maskedHeaders()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append('\n')));
        return text.append('\n').append(body).toString();
    }
}
