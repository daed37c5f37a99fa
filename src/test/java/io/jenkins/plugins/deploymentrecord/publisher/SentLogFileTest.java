package io.jenkins.plugins.deploymentrecord.publisher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.delivery.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.delivery.SentLog.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the log on disk knows after the process has ended, in whatever way. */
class SentLogFileTest {

    private static final DeploymentKey WEB =
            new DeploymentKey("https://api.github.com", "octo-org", "production", null, "blue", "shop-web");
    private static final DeploymentKey DATABASE =
            new DeploymentKey("https://api.github.com", "octo-org", "production", null, "blue", "shop-\"db\"\n");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("below").resolve(SentLogFile.NAME);
    }

    private SentLogFile open() {
        return new SentLogFile(home.resolve("below"));
    }

    @Test
    void knowsNothingAtFirst() {
        var log = open();

        assertThat(log.mark(WEB), is(Mark.NONE));
        assertThat(log.newestAsked(), is(0L));
        assertThat(log.usage("a").sent(), is(empty()));
        assertThat(log.usage("a").limitedUntil(), is(nullValue()));
    }

    @Test
    void knowsTheLastMarkOfEachDeployment() {
        long asked = now.toEpochMilli();
        var before = open();
        before.mark(WEB, new Mark(0, asked));
        before.mark(DATABASE, new Mark(asked - 2, asked - 1));
        before.mark(WEB, new Mark(asked, asked));

        var after = open();

        assertThat(after.mark(WEB), is(new Mark(asked, asked)));
        assertThat(after.mark(DATABASE), is(new Mark(asked - 2, asked - 1)));
        assertThat(after.newestAsked(), is(asked));
    }

    @Test
    void knowsTheRequestsOfTheLastMinuteAndTheLatestLimit() {
        var before = open();
        before.sent("a", now.minusSeconds(200));
        before.sent("a", now.minusSeconds(1));
        before.sent("a", now);
        before.limited("a", now.plusSeconds(60));
        before.limited("a", now.plusSeconds(30));

        var after = open();

        assertThat(after.usage("a").sent(), contains(now.minusSeconds(1), now));
        assertThat(after.usage("a").limitedUntil(), is(now.plusSeconds(60)));
        assertThat(after.usage("b").sent(), is(empty()));
    }

    @Test
    void forgetsWhatIsOld() throws Exception {
        var before = open();
        before.mark(WEB, new Mark(1, 1));
        before.mark(DATABASE, new Mark(0, now.toEpochMilli()));
        before.sent("a", now.minusSeconds(200));
        before.limited("a", now.minusSeconds(100));

        var after = open();

        assertThat(after.mark(WEB), is(Mark.NONE));
        assertThat(after.usage("a").limitedUntil(), is(nullValue()));
        assertThat(Files.readAllLines(file), hasSize(1));
    }

    /** As a machine's clock may be at its start. */
    @Test
    void aClockThatIsFarAheadMakesItForgetNothing() {
        long asked = now.minus(60, ChronoUnit.DAYS).toEpochMilli();
        open().mark(WEB, new Mark(asked, 0));

        assertThat(open().mark(WEB).confirmed(), is(asked));
    }

    @Test
    void requestsThatAClockAheadDatedAreForgottenAsWell() {
        var ahead = open();
        for (int i = 0; i < 100; i++) {
            ahead.sent("a", now.plus(365, ChronoUnit.DAYS).plusSeconds(i));
        }
        ahead.sent("a", now);
        var after = open();
        assertThat("they went before it", after.usage("a").sent(), is(Collections.nCopies(67, now)));

        after.sent("a", now.plusSeconds(66));
        assertThat(open().usage("a").sent(), contains(now.plusSeconds(66)));
    }

    @Test
    void aLimitThatAClockAheadDatedIsForgottenAsWell() {
        open().limited("a", now.plus(365, ChronoUnit.DAYS));

        assertThat(open().usage("a").limitedUntil(), is(nullValue()));
    }

    @Test
    void knowsTheNumbersThatWereGivenOut() {
        long asked = now.toEpochMilli();
        var log = open();
        log.mark(WEB, new Mark(0, asked));
        log.asked(asked + 5_000);
        log.asked(asked + 4_000);

        assertThat(open().newestAsked(), is(asked + 5_000));
        assertThat("and after it was rewritten", open().newestAsked(), is(asked + 5_000));
    }

    /** Killed while it wrote; or written by a later version. */
    @Test
    void passesOverALineThatItCannotRead() throws Exception {
        open().mark(WEB, new Mark(now.toEpochMilli(), now.toEpochMilli()));
        Files.writeString(
                file, "\nnull\n[]\n{\"pace\":\"a\",\"later\":1}\n{\"key\":{\"apiUrl\":\"ht", StandardOpenOption.APPEND);

        var after = open();
        after.mark(DATABASE, new Mark(0, now.toEpochMilli()));

        assertThat(after.mark(WEB).confirmed(), is(now.toEpochMilli()));
        assertThat(open().mark(DATABASE).underway(), is(now.toEpochMilli()));
        assertThat(
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isEmpty())
                        .toList(),
                hasSize(2));
    }

    /** A disk that was full for a moment cuts a line anywhere, within a character too, and the process goes on. */
    @Test
    void losesOneLineToAFullDiskAndNoneBeforeOrAfterIt() throws Exception {
        var log = open();
        log.mark(WEB, new Mark(now.toEpochMilli(), now.toEpochMilli()));
        Files.write(file, "{\"pace\":\"caf\u00e9".getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
        log.mark(DATABASE, new Mark(0, now.toEpochMilli()));

        var after = open();
        assertThat(after.mark(WEB).confirmed(), is(now.toEpochMilli()));
        assertThat(after.mark(DATABASE).underway(), is(now.toEpochMilli()));
    }

    private void assertCannotWrite(Executable write) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        assertThrows(UncheckedIOException.class, write);
        Files.delete(file);
    }

    /** @return in the directory that stands where the new file would */
    private Path obstacleToRewriting() throws IOException {
        return Files.createDirectories(
                file.resolveSibling(SentLogFile.NAME + ".new").resolve("not empty"));
    }

    @Test
    void writesLaterWhatItCouldNotWriteAtFirst() throws Exception {
        var log = open();
        log.mark(WEB, new Mark(0, now.toEpochMilli()));
        log.close();
        assertCannotWrite(() -> log.mark(WEB, new Mark(now.toEpochMilli(), 0)));
        log.mark(DATABASE, new Mark(0, now.toEpochMilli()));

        assertThat(open().mark(WEB), is(new Mark(now.toEpochMilli(), 0)));
        assertThat(open().mark(DATABASE), is(new Mark(0, now.toEpochMilli())));
    }

    @Test
    void andWhenItIsClosedAtTheLatest() throws Exception {
        var log = open();
        assertCannotWrite(() -> log.mark(WEB, new Mark(0, now.toEpochMilli())));
        log.close();

        assertThat(open().mark(WEB), is(new Mark(0, now.toEpochMilli())));
    }

    /** A line more may fit where a second file does not. */
    @Test
    void goesOnWhereItCannotCatchUp() throws Exception {
        var log = open();
        assertCannotWrite(() -> log.mark(WEB, new Mark(0, now.toEpochMilli())));
        Path obstacle = obstacleToRewriting();
        log.mark(DATABASE, new Mark(0, now.toEpochMilli()));
        assertThat(Files.readString(file), containsString("shop-\\\"db"));

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        for (int i = 0; i <= 100; i++) {
            log.sent("a", now);
        }
        assertThat("as if it had been killed then", open().mark(WEB).underway(), is(now.toEpochMilli()));
    }

    /** The line is in the long file then. */
    @Test
    void losesNothingWhereItCannotBeRewritten() throws Exception {
        var log = open();
        Path obstacle = obstacleToRewriting();
        for (int i = 0; i < 20_100; i++) {
            log.mark(WEB, new Mark(0, now.toEpochMilli() + i));
        }
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());

        assertThat(Files.readAllLines(file).size(), is(greaterThan(20_100)));
        assertThat(open().mark(WEB).underway(), is(now.toEpochMilli() + 20_099));
    }

    @Test
    void doesNotGrowWithoutEnd() throws Exception {
        var log = open();
        for (int i = 0; i < 21_000; i++) {
            log.mark(WEB, new Mark(0, now.toEpochMilli() + i));
        }

        assertThat(Files.readAllLines(file).size(), is(lessThan(2_000)));
        assertThat(open().mark(WEB).underway(), is(now.toEpochMilli() + 20_999));
    }
}
