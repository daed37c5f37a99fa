package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One asynchronous call to GitHub. Its future completes however the call ends.
 *
 * @param notices receives the announcements of the answer, on a thread of the HTTP client; must not throw
 * @param mayBeProcessed whether GitHub may be processing the request although no answer can be read
 */
record GitHubCall(
        OkHttpClient http,
        ApiUrl url,
        GitHubToken token,
        Consumer<AnswerNotice> notices,
        BooleanSupplier mayBeProcessed) {

    /** Converts an answer to a value. */
    @FunctionalInterface
    interface Parser<T> {

        /**
         * Reads an answer of any status.
         *
         * @throws GitHubException for an answer that is not a success
         * @throws IOException if the answer is incomplete
         */
        T read(Response response) throws IOException;
    }

    /**
     * Makes the call.
     *
     * @return completes on a thread of the HTTP client, exceptionally with a {@link GitHubException}. Cancelling it
     *     ends the call at once.
     */
    <T> CompletableFuture<T> make(Request request, Parser<T> parser) {
        Call call = http.newCall(request);
        var result = new CompletableFuture<T>();
        result.whenComplete((answer, failure) -> {
            if (result.isCancelled()) {
                call.cancel();
            }
        });
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call ended, Response response) {
                try (response) {
                    notices.accept(AnswerNotice.of(response.isSuccessful(), response::header));
                    result.complete(parser.read(response));
                } catch (GitHubException e) {
                    result.completeExceptionally(e);
                } catch (IOException e) {
                    result.completeExceptionally(explained(e));
                } catch (RuntimeException | StackOverflowError e) {
                    // OkHttp would drop the exception, and the future would never complete
                    result.completeExceptionally(
                            NetworkErrors.unreadable(url, e.getClass().getSimpleName()));
                }
            }

            @Override
            public void onFailure(Call ended, IOException e) {
                result.completeExceptionally(explained(e));
            }
        });
        return result;
    }

    private GitHubException explained(IOException e) {
        return NetworkErrors.explain(e, url, http, token, mayBeProcessed.getAsBoolean());
    }
}
