package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any list of entries, split into requests by GitHub's limits, arrives completely, and each entry arrives once. */
class CutByTheLimitsTest {

    private static final List<String> CLUSTERS =
            List.of("moda-1", "moda-2", "M.o_d-a", "", ".", "..", "arn:aws:eks:x:1:cluster/y", "a b", "c".repeat(128));

    private final OutboxTestBed bed = new OutboxTestBed();
    private final SharedEntries shared = new SharedEntries(bed);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachEntryOfARandomListIsSentOnceInValidRequests(long seed) throws Exception {
        var random = new Random(seed);
        int size = seed % 12 == 0 ? 2_500 : 1 + random.nextInt(60);
        List<OutboxEntry> entries = entries(random, size);
        shared.submit(entries);
        for (int i = 0; i < 2_000 && bed.results.size() < size; i++) {
            bed.allOpen().forEach(OutboxTestBed.Sent::confirm);
            bed.pass(Duration.ofMillis(500));
        }
        assertThat(
                bed.sent.stream()
                        .flatMap(sent -> sent.entries.stream())
                        .map(OutboxEntry::id)
                        .toList(),
                containsInAnyOrder(entries.stream().map(OutboxEntry::id).toArray()));
        bed.sent.stream()
                .map(sent -> sent.entries)
                .filter(together -> together.size() > 1)
                .forEach(this::check);
    }

    private List<OutboxEntry> entries(Random random, int size) throws NotOwnedException {
        int artifacts = 1 + random.nextInt(2 * size);
        // several versions of the same artifact
        int versions = random.nextInt(3) == 0 ? 3 : 1;
        int clusters = 1 + random.nextInt(CLUSTERS.size());
        int environments = 1 + random.nextInt(2);
        var entries = new ArrayList<OutboxEntry>();
        for (int i = 0; i < size; i++) {
            int artifact = random.nextInt(artifacts);
            String version = String.valueOf(random.nextInt(versions));
            String cluster = CLUSTERS.get(random.nextInt(clusters));
            String environment = "e" + random.nextInt(environments);
            boolean hasRepository = random.nextBoolean();
            entries.add(shared.entry("d" + i, "token" + random.nextInt(environments), body -> {
                body.put("digest", "sha256:" + "%064x".formatted(artifact));
                body.put("name", "image-" + artifact).put("version", version);
                body.put("cluster", cluster).put("logical_environment", environment);
                if (!hasRepository) {
                    body.remove("github_repository");
                }
            }));
        }
        return entries;
    }

    /** Checks a request against GitHub's contract. */
    private void check(List<OutboxEntry> together) {
        assertThat(together.size(), is(lessThanOrEqualTo(1_000)));
        var places = new HashSet<List<String>>();
        var names = new HashSet<String>();
        var labels = new HashMap<String, HashSet<String>>();
        for (OutboxEntry entry : together) {
            JsonNode body = entry.parsedBody();
            String cluster = body.path("cluster").textValue();
            places.add(List.of(
                    entry.destination().credentialsId(),
                    body.path("logical_environment").textValue(),
                    cluster));
            assertThat(cluster, matchesPattern("[a-zA-Z0-9._-]{1,128}"));
            assertThat(cluster, matchesPattern(".*[^.].*"));
            names.add(body.path("deployment_name").textValue());
            labels.computeIfAbsent(body.path("digest").textValue(), any -> new HashSet<>())
                    .add(body.path("name").textValue()
                            + '\n'
                            + body.path("version").textValue());
        }
        assertThat(places, hasSize(1));
        assertThat(names, hasSize(together.size()));
        labels.values().forEach(of -> assertThat(of, hasSize(1)));
    }
}
