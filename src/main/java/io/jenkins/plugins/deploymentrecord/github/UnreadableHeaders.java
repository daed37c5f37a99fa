package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Protects OkHttp from a header that it cannot read: after a 408 or a 503 it parses the digits of {@code Retry-After}
 * as an int, and throws if they do not fit. A number of ten digits, the most that {@link RetryAfterHeaders} accepts, is
 * replaced with a smaller number that is still longer than any wait; a longer number is dropped.
 */
final class UnreadableHeaders implements Interceptor {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String LONG_WAIT = "999999999";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String header = response.header(RETRY_AFTER);
        String wait = header == null ? "" : header.strip();
        if (!wait.matches("\\d{10,}")) {
            return response;
        }
        if (wait.length() > 10) {
            return response.newBuilder().removeHeader(RETRY_AFTER).build();
        }
        return Long.parseLong(wait) <= Integer.MAX_VALUE
                ? response
                : response.newBuilder().header(RETRY_AFTER, LONG_WAIT).build();
    }
}
