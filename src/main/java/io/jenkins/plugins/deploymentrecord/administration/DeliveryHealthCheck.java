package io.jenkins.plugins.deploymentrecord.administration;

import com.codahale.metrics.health.HealthCheck;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxSnapshot;
import java.util.Map;
import jenkins.metrics.api.HealthCheckProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Checks that records are delivered and that the journal can be written, if the metrics plugin is installed. */
@OptionalExtension(requirePlugins = "metrics")
@Restricted(NoExternalUse.class)
public class DeliveryHealthCheck extends HealthCheckProvider {

    static final String NAME = "deployment-records";

    @NonNull
    @Override
    public Map<String, HealthCheck> getHealthChecks() {
        return checks(check(NAME, new Delivery()));
    }

    private static final class Delivery extends HealthCheck {

        @Override
        protected Result check() {
            OutboxSnapshot.Health health = OutboxView.get().current().health();
            if (health.state() != OutboxSnapshot.State.DELIVERING) {
                return Result.unhealthy("%s", health.detail());
            }
            return health.notWritableSince() == null
                    ? Result.healthy(Messages.DeliveryHealthCheck_healthy())
                    : Result.unhealthy(
                            "%s",
                            Messages.OutboxFilesMonitor_notWritable(
                                    health.notWritableSince().toString(), String.valueOf(health.unprotected())));
        }
    }
}
