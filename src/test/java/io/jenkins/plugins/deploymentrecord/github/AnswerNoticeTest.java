package io.jenkins.plugins.deploymentrecord.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub's announcements in the headers of an answer. */
class AnswerNoticeTest {

    private static AnswerNotice of(Map<String, String> headers) {
        return AnswerNotice.of(true, headers::get);
    }

    private static Optional<Instant> expiration(String value) {
        return of(Map.of("github-authentication-token-expiration", value)).tokenExpires();
    }

    @Test
    void tokenExpirationIsParsedInBothFormatsOfGitHub() {
        assertEquals(Optional.of(Instant.parse("2026-12-31T23:59:58Z")), expiration("2026-12-31 23:59:58 UTC"));
        assertEquals(Optional.of(Instant.parse("2026-12-31T21:59:58Z")), expiration("2026-12-31 23:59:58 +0200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "never", "2026-02-30 00:00:00", "9999999999-12-31 23:59:58 UTC", "2026-12-31T23:59:58Z"})
    void malformedTokenExpirationIsIgnored(String value) {
        assertEquals(Optional.empty(), expiration(value));
    }

    @Test
    void answerWithoutTheseHeadersAnnouncesNothing() {
        assertEquals(new AnswerNotice(true, Optional.empty(), false, Optional.empty()), of(Map.of()));
    }

    @Test
    void endOfTheApiVersionIsAnnouncedWithOrWithoutADate() {
        var dated =
                of(Map.of("Deprecation", "Fri, 10 Mar 2028 00:00:00 GMT", "Sunset", "Sat, 10 Mar 2029 00:00:00 GMT"));
        assertTrue(dated.isVersionDeprecated());
        assertEquals(Optional.of(Instant.parse("2029-03-10T00:00:00Z")), dated.versionEnds());

        var structured = of(Map.of("Deprecation", "@1688169599"));
        assertTrue(structured.isVersionDeprecated());
        assertEquals(Optional.empty(), structured.versionEnds());

        assertTrue(of(Map.of("Sunset", "soon")).isVersionDeprecated());
    }

    @Test
    void clientPassesOnTheNoticesOfEveryAnswer() {
        List<AnswerNotice> notices = new CopyOnWriteArrayList<>();
        try (var gitHub = GitHubStandIn.start()) {
            var client = new DeploymentRecordClient(
                    Clients.http().build(), ApiUrl.of(gitHub.url()), "test", Clock.systemUTC(), notices::add);
            var record = Records.built(Records.required());

            gitHub.answerNext(401, Map.of("github-authentication-token-expiration", "2026-12-31 23:59:58 UTC"), "{}");
            Clients.failure(client.send(record, Clients.TOKEN));
            Clients.answer(client.send(record, Clients.TOKEN));
        }
        assertEquals(
                List.of(
                        new AnswerNotice(
                                false, Optional.of(Instant.parse("2026-12-31T23:59:58Z")), false, Optional.empty()),
                        new AnswerNotice(true, Optional.empty(), false, Optional.empty())),
                notices);
    }
}
