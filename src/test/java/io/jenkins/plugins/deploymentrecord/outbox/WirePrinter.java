package io.jenkins.plugins.deploymentrecord.outbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/**
 * Prints each exchange of an HTTP client: lines of requests begin with {@code >}, lines of answers with {@code <}. Must
 * be a network interceptor, as other interceptors do not see every header. The token is masked.
 */
final class WirePrinter implements Interceptor {

    private static final long MAX_BODY = 64L * 1024;

    private final PrintStream out;

    WirePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String protocol = chain.connection().protocol().toString().toUpperCase(Locale.ROOT);
        print('>', request.method() + ' ' + request.url().encodedPath() + ' ' + protocol, request.headers());
        if (request.body() != null) {
            var body = new Buffer();
            request.body().writeTo(body);
            out.println("> " + body.readUtf8());
        }
        out.println();
        Response response = chain.proceed(request);
        print('<', (protocol + ' ' + response.code() + ' ' + response.message()).strip(), response.headers());
        out.println("< " + new String(response.peekBody(MAX_BODY).bytes(), StandardCharsets.UTF_8));
        out.println();
        return response;
    }

    private void print(char direction, String start, Headers headers) {
        out.println(direction + " " + start);
        headers.forEach(header -> out.println(direction + " " + header.getFirst() + ": "
                + (header.getFirst().equalsIgnoreCase("Authorization") ? "Bearer ****" : header.getSecond())));
        out.println(direction);
    }
}
