package io.jenkins.plugins.deploymentrecord.outbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The outbox keeps its guarantees in many random simulations. A failed simulation prints the options with which it can
 * be repeated. By default a thousand small simulations and a few of full size are run; the plugin's POM runs a sample
 * of them. This command runs a thousand of full size:
 * {@code mvn -f client/pom.xml test -Dtest=OutboxSimulationTest#guaranteesHoldInManySimulations -Dentries=10000}.
 */
class OutboxSimulationTest {

    private static final int SMALL = 150;
    private static final int FULL = 10_000;

    @Test
    void guaranteesHoldInManySimulations() {
        run(Integer.getInteger("seeds", 1_000), Integer.getInteger("entries", SMALL));
    }

    @Test
    void guaranteesHoldInSimulationsOfFullSize() {
        run(Integer.getInteger("fullSeeds", 5), FULL);
    }

    private static void run(int seeds, int size) {
        Long only = Long.getLong("seed");
        var ends = new ConcurrentHashMap<EntryResult.Kind, Integer>();
        var kills = new AtomicInteger();
        (only == null ? LongStream.rangeClosed(1, seeds) : LongStream.of(only))
                .parallel()
                .forEach(seed -> {
                    var simulation = new Simulation(seed, size);
                    String summary = simulation.run();
                    if (only != null || size >= FULL) {
                        System.out.println(summary);
                    }
                    simulation.ends().forEach((kind, count) -> ends.merge(kind, count, Integer::sum));
                    kills.addAndGet(simulation.kills());
                });
        System.out.println(seeds + " seeds of " + size + " entries: " + ends + ", " + kills + " kills");
        if (only == null) {
            // each kind of result must occur, otherwise the simulations prove little
            for (EntryResult.Kind kind : EntryResult.Kind.values()) {
                assertThat(kind + " in " + ends, ends.getOrDefault(kind, 0), greaterThan(0));
            }
            assertThat(kills.get(), greaterThan(seeds / 2));
        }
    }
}
