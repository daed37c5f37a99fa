package io.jenkins.plugins.deploymentrecord.administration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.util.Map;
import jenkins.metrics.api.Metrics;
import org.junit.jupiter.api.Test;

/** Tests of the metrics and the health check. */
class MetricsTest extends JenkinsWithOutbox {

    private static long count(String name) {
        return Metrics.metricRegistry().meter(DeliveryMetrics.PREFIX + name).getCount();
    }

    private static Object waiting() {
        return Metrics.metricRegistry()
                .getGauges()
                .get(DeliveryMetrics.PREFIX + "waiting")
                .getValue();
    }

    @Test
    void metricsCountWaitingAndEndedRecords() throws Exception {
        long recorded = count("recorded");
        long failed = count("failed");
        long discarded = count("discarded");
        Submissions.waiting(run, "shop-web");
        assertThat(waiting(), is(1));

        Submissions.submit(run, gitHub.url(), "shop-db", 1).result().get();
        gitHub.answerNext(422, Map.of(), "{\"message\":\"no\"}");
        Submissions.submit(run, gitHub.url(), "shop-db", 1).result().get();
        OutboxService.outbox().discard(entry -> true, "test").get();

        assertThat(count("recorded"), is(recorded + 1));
        assertThat(count("failed"), is(failed + 1));
        assertThat(count("discarded"), is(discarded + 1));
        assertThat(
                Metrics.metricRegistry()
                        .timer(DeliveryMetrics.PREFIX + "delivery")
                        .getCount(),
                is(recorded + 1));
        await("no record waits", () -> waiting().equals(0));
    }

    @Test
    void theHealthCheckSucceedsWhileRecordsAreDelivered() {
        assertThat(
                Metrics.healthCheckRegistry()
                        .runHealthCheck(DeliveryHealthCheck.NAME)
                        .isHealthy(),
                is(true));
    }
}
