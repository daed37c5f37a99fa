package io.jenkins.plugins.deploymentrecord.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Creates entries that may share requests, for an {@link OutboxTestBed}. */
record SharedEntries(OutboxTestBed bed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns an entry with an artifact of its own in the cluster moda-1, with the credential "token". */
    OutboxEntry entry(String id) throws NotOwnedException {
        return entry(id, "token", body -> {});
    }

    OutboxEntry entry(String id, String credential, Consumer<ObjectNode> change) throws NotOwnedException {
        ObjectNode body = JSON.createObjectNode()
                .put("name", "image-" + id)
                .put("digest", "sha256:" + "%064x".formatted(Integer.toUnsignedLong(id.hashCode())))
                .put("version", "1")
                .put("status", "deployed")
                .put("logical_environment", "prod")
                .put("cluster", "moda-1")
                .put("deployment_name", id)
                .put("github_repository", "shop");
        change.accept(body);
        return OutboxEntry.of(
                id,
                bed.outbox.nextNumber(),
                new OutboxEntry.Origin("folder/job", 1, 0, null),
                new OutboxEntry.Destination("GitHub", "https://api.github.com", "octo-org", credential),
                body.toString(),
                true,
                Duration.ofHours(72).toMillis());
    }

    /** Submits {@code count} entries in a single write; their IDs are "d0", "d1" and so on. */
    List<OutboxEntry> submit(int count) throws NotOwnedException {
        var entries = new ArrayList<OutboxEntry>();
        for (int i = 0; i < count; i++) {
            entries.add(entry("d" + i));
        }
        submit(entries);
        return entries;
    }

    void submit(List<OutboxEntry> entries) {
        bed.outbox.submit(entries, true, null);
        bed.pass(Duration.ofSeconds(1));
    }

    /** Returns the number of entries in each request so far. */
    List<Integer> sizes() {
        return bed.sent.stream().map(sent -> sent.entries.size()).toList();
    }
}
