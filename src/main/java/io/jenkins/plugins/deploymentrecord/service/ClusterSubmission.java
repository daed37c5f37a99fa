package io.jenkins.plugins.deploymentrecord.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The records of a cluster, ready for the outbox, as a step saves them: after a restart, neither the list nor its agent
 * is needed. The records are kept as compressed JSON, since thousands of records have much in common.
 */
@Restricted(NoExternalUse.class)
public final class ClusterSubmission implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The counts of the plan, for the build's page and the step's value. */
    private final ClusterSummary summary;

    /** Whether the build waits for GitHub's responses. */
    private final boolean wait;

    /** The time that a build waits for GitHub's responses, if it waits at all, in milliseconds. */
    private final long waitMillis;

    /** A list of {@link OutboxEntry} as JSON, compressed with gzip. */
    private final byte[] entries;

    ClusterSubmission(ClusterSummary summary, boolean wait, long waitMillis, List<OutboxEntry> entries) {
        this.summary = summary;
        this.wait = wait;
        this.waitMillis = waitMillis;
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            JSON.writeValue(gzip, entries.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("entries are always JSON", e);
        }
        this.entries = compressed.toByteArray();
    }

    public ClusterSummary summary() {
        return summary;
    }

    boolean isWait() {
        return wait;
    }

    Duration waitTime() {
        return wait ? Duration.ofMillis(waitMillis) : Duration.ZERO;
    }

    List<OutboxEntry> entries() throws IOException {
        try (var json = new GZIPInputStream(new ByteArrayInputStream(entries))) {
            return List.of(JSON.readValue(json, OutboxEntry[].class));
        }
    }
}
