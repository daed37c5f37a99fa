package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Converts any exception that the HTTP client throws while it processes a server's answer into an error of that one
 * call. Otherwise the exception would end the client's thread, or the request of the code that waits for the answer.
 */
final class UnreadableAnswers implements Interceptor {

    /** An answer that the HTTP client cannot read. Its message names the kind of the failure, and quotes nothing. */
    static final class UnreadableAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        private UnreadableAnswerException(Throwable failure) {
            super(failure.getClass().getSimpleName());
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableAnswerException(e);
        }
    }
}
