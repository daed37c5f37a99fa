package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call ends even if this code or a library has a bug. */
@Timeout(60)
class InternalFailureTest {

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException(Clients.SECRET), new NullPointerException(), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void unexpectedExceptionWhileReadingAnAnswerEndsTheCall(Throwable bug) {
        Interceptor broken = chain -> new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(new BrokenBody(bug))
                .build();
        GitHubException failure = Clients.failure(
                "https://api.github.com", Clients.http().addInterceptor(broken).build());
        assertThat(failure, is(instanceOf(GitHubException.UnexpectedAnswer.class)));
        assertThat(
                failure.getMessage(),
                is("api.github.com sent an answer that cannot be read ("
                        + bug.getClass().getSimpleName() + ").\n"
                        + "Check that no proxy on the way answers in place of GitHub."
                        + Clients.more("an-answer-that-is-not-githubs")));
    }

    private static final class BrokenBody extends ResponseBody {

        private final Throwable bug;

        BrokenBody(Throwable bug) {
            this.bug = bug;
        }

        @Override
        public MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public BufferedSource source() {
            return Okio.buffer(new ForwardingSource(new Buffer()) {
                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    if (bug instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) bug;
                }
            });
        }
    }
}
