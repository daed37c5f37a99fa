package io.jenkins.plugins.deploymentrecord.administration;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.DeliveryListener;
import java.time.Duration;
import jenkins.metrics.api.MetricProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Metrics of deliveries, if the metrics plugin is installed. */
@OptionalExtension(requirePlugins = "metrics")
@Restricted(NoExternalUse.class)
public class DeliveryMetrics extends MetricProvider implements DeliveryListener {

    static final String PREFIX = "jenkins.deployment-records.";

    private final Meter recorded = new Meter();
    private final Meter superseded = new Meter();
    private final Meter failed = new Meter();
    private final Meter discarded = new Meter();
    private final Meter retried = new Meter();
    /** The time from acceptance to GitHub's confirmation. */
    private final Timer delivery = new Timer();

    @NonNull
    @Override
    public MetricSet getMetricSet() {
        Gauge<Integer> waiting = () -> OutboxView.get().current().health().waiting();
        return metrics(
                metric(PREFIX + "waiting", waiting),
                metric(PREFIX + "recorded", recorded),
                metric(PREFIX + "superseded", superseded),
                metric(PREFIX + "failed", failed),
                metric(PREFIX + "discarded", discarded),
                metric(PREFIX + "retried", retried),
                metric(PREFIX + "delivery", delivery));
    }

    @Override
    public void ended(OutboxEntry entry, EntryResult result, Duration took) {
        switch (result.kind()) {
            case RECORDED -> {
                recorded.mark();
                delivery.update(took);
            }
            case SUPERSEDED -> superseded.mark();
            case REFUSED, GIVEN_UP -> failed.mark();
            case DISCARDED -> discarded.mark();
        }
    }

    @Override
    public void retried(OutboxEntry entry) {
        retried.mark();
    }
}
