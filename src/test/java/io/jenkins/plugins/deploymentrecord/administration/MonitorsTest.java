package io.jenkins.plugins.deploymentrecord.administration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;

/** Tests of the administrative monitors. */
class MonitorsTest extends JenkinsWithOutbox {

    private static <T extends OutboxMonitor> T monitor(Class<T> type) {
        return Jenkins.get().getExtensionList(type).getFirst();
    }

    /** Sends a record, and returns when GitHub has confirmed it. */
    private void record(String deploymentName) throws Exception {
        var accepted = Submissions.submit(run, gitHub.url(), deploymentName, System.currentTimeMillis());
        assertThat(accepted.result().get().kind(), is(EntryResult.Kind.RECORDED));
    }

    private void answerWithExpiration(Instant expires) {
        gitHub.answerNext(
                201,
                Map.of(
                        "github-authentication-token-expiration",
                        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
                                .withZone(ZoneOffset.UTC)
                                .format(expires)),
                "{\"total_count\": 1, \"deployment_records\": []}");
    }

    @Test
    void noMonitorIsActiveIfThereIsNoProblem() throws Exception {
        record("shop-web");

        assertThat(
                Jenkins.get().getExtensionList(OutboxMonitor.class).stream()
                        .filter(OutboxMonitor::isActivated)
                        .map(OutboxMonitor::getText)
                        .collect(Collectors.joining("\n")),
                is(""));
    }

    @Test
    void eachMonitorIsDismissedSeparately() {
        var monitors = Jenkins.get().getExtensionList(OutboxMonitor.class);
        var ids = new HashSet<String>();
        var names = new HashSet<String>();
        monitors.forEach(monitor -> {
            ids.add(monitor.id);
            names.add(monitor.getDisplayName());
        });
        assertThat(monitors.size(), is(9));
        assertThat(ids.size(), is(9));
        assertThat(names.size(), is(9));
    }

    @Test
    void aMonitorReportsEntriesOfAServerThatIsNotConfigured() throws Exception {
        var monitor = monitor(UnknownServerMonitor.class);
        Submissions.waiting(run, "shop-web");
        assertThat(monitor.getText(), containsString(Submissions.UNKNOWN_SERVER));

        servers(server("stand-in"), server("gone", Submissions.UNKNOWN_SERVER));

        assertThat(monitor.getText(), is(nullValue()));
    }

    @Test
    void aMonitorReportsAFailureWithoutAWaitingBuildUntilItIsAcknowledged() throws Exception {
        var monitor = monitor(UnattendedFailuresMonitor.class);
        gitHub.answerNext(422, Map.of(), "{\"message\":\"no\"}");
        Submissions.submit(run, gitHub.url(), "shop-web", System.currentTimeMillis())
                .result()
                .get();
        assertThat(monitor.isActivated(), is(true));

        OutboxService.outbox().acknowledge(entry -> true).get();

        assertThat(monitor.isActivated(), is(false));
    }

    @Test
    void aMonitorReportsARefusedTokenUntilItIsRenewed() throws Exception {
        var monitor = monitor(RefusedTokenMonitor.class);
        gitHub.answerNext(401, Map.of(), "{\"message\":\"Bad credentials\"}");
        var accepted = Submissions.submit(run, gitHub.url(), "shop-web", System.currentTimeMillis());
        await("the token is refused", monitor::isActivated);
        assertThat(monitor.getText(), allOf(containsString(gitHub.url()), containsString("token")));

        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(new HashMap<>());
        addGlobally(token("token", "ghp_AnotherTokenThatIsNotRealEither89012"));
        OutboxService.outbox().retryNow(entry -> true, false).get();

        accepted.result().get();
        assertThat(monitor.getText(), is(nullValue()));
    }

    @Test
    void aMonitorReportsAWarningAboutFilesUntilItIsAcknowledged() {
        var monitor = monitor(OutboxFilesMonitor.class);
        OutboxService.get().warnings().add(Warning.NO_LOCKS, Path.of("outbox"), "not supported");
        assertThat(monitor.getText(), containsString("does not support locks: not supported"));

        OutboxService.get().warnings().dismiss();

        assertThat(monitor.isActivated(), is(false));
    }

    @Test
    void aMonitorReportsATokenThatExpiresSoonUntilItIsRenewed() throws Exception {
        var monitor = monitor(ExpiringTokenMonitor.class);
        Instant soon = Instant.now().plus(13, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        answerWithExpiration(soon);
        record("shop-web");
        assertThat(monitor.getText(), allOf(containsString("token"), containsString(soon.toString())));

        answerWithExpiration(soon.plus(90, ChronoUnit.DAYS));
        record("shop-web");

        assertThat(monitor.getText(), is(nullValue()));
    }

    @Test
    void noMonitorReportsATokenWithALifetimeOfLessThanADay() throws Exception {
        answerWithExpiration(Instant.now().plus(8, ChronoUnit.HOURS));
        record("shop-web");

        assertThat(monitor(ExpiringTokenMonitor.class).getText(), is(nullValue()));
    }

    @Test
    void aMonitorReportsTheEndOfTheApiVersionAsLongAsGitHubAnnouncesIt() throws Exception {
        var monitor = monitor(ApiVersionMonitor.class);
        gitHub.answerNext(
                201,
                Map.of("Sunset", "Fri, 10 Mar 2028 00:00:00 GMT", "Deprecation", "@1773100800"),
                "{\"total_count\": 1, \"deployment_records\": []}");
        record("shop-web");
        assertThat(monitor.getText(), allOf(containsString(gitHub.url()), containsString("2028-03-10T00:00:00Z")));

        record("shop-web");

        assertThat(monitor.getText(), is(nullValue()));
    }
}
