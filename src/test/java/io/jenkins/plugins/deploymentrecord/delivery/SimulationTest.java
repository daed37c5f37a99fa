package io.jenkins.plugins.deploymentrecord.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What is promised holds in many made-up worlds. A world that fails says how it is made once more. By default a
 * thousand small ones are made, and a few of full size; this makes a thousand of full size, in about five minutes:
 * {@code mvn -f client/pom.xml test -Dtest=SimulationTest#aThousandWorlds -Drecords=10000}.
 */
class SimulationTest {

    private static final int SMALL = 150;
    private static final int FULL = 10_000;

    @Test
    void aThousandWorlds() {
        run(Integer.getInteger("seeds", 1_000), Integer.getInteger("records", SMALL));
    }

    @Test
    void aFewOfFullSize() {
        run(5, FULL);
    }

    private static void run(int seeds, int size) {
        Long only = Long.getLong("seed");
        var ends = new EnumMap<SimulatedRecord.End, Integer>(SimulatedRecord.End.class);
        (only == null ? LongStream.rangeClosed(1, seeds) : LongStream.of(only)).forEach(seed -> {
            var simulation = new Simulation(seed, size);
            String summary = simulation.run();
            if (only != null || size >= FULL) {
                System.out.println(summary);
            }
            simulation.ends().forEach((end, count) -> ends.merge(end, count, Integer::sum));
        });
        System.out.println(seeds + " seeds of " + size + " records: " + ends);
        if (only == null) {
            // a world in which nothing ever ends in one of these ways would prove little
            for (SimulatedRecord.End end : SimulatedRecord.End.values()) {
                assertThat(
                        end + " in " + ends,
                        share(ends, end),
                        greaterThan(end == SimulatedRecord.End.PENDING ? -1 : 0));
            }
        }
    }

    private static int share(Map<SimulatedRecord.End, Integer> ends, SimulatedRecord.End end) {
        return ends.getOrDefault(end, 0);
    }
}
