package io.jenkins.plugins.deploymentrecord.administration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.service.EntryId;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits entries without a step, so that no build waits for them. */
final class Submissions {

    /** The URL of a server that is not configured, so that its entries wait. */
    static final String UNKNOWN_SERVER = "https://api.gone.example";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Submissions() {}

    /** Submits an entry that waits until its server is configured. */
    static Outbox.Acceptance waiting(Run<?, ?> run, String deploymentName) throws Exception {
        return submit(run, UNKNOWN_SERVER, deploymentName, System.currentTimeMillis());
    }

    static Outbox.Acceptance submit(Run<?, ?> run, String apiUrl, String deploymentName, long requestedAt)
            throws Exception {
        Outbox outbox = OutboxService.outbox();
        var entry = OutboxEntry.of(
                EntryId.of(run, String.valueOf(COUNTER.incrementAndGet())).toString(),
                outbox.nextNumber(),
                new OutboxEntry.Origin(run.getParent().getFullName(), run.getNumber(), requestedAt, "alice"),
                new OutboxEntry.Destination("stand-in", apiUrl, "octo-org", "token"),
                body(deploymentName),
                false,
                Duration.ofHours(1).toMillis());
        return outbox.submit(List.of(entry), true, null).get().getFirst();
    }

    private static String body(String deploymentName) throws JsonProcessingException {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "shop");
        body.put("digest", JenkinsWithStandIn.DIGEST);
        body.put("version", "1.4.2");
        body.put("status", "deployed");
        body.put("logical_environment", "production");
        body.put("deployment_name", deploymentName);
        return new ObjectMapper().writeValueAsString(body);
    }
}
