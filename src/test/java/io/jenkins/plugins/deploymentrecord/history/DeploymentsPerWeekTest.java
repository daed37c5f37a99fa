package io.jenkins.plugins.deploymentrecord.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.DeploymentsPerWeek.Environment;
import io.jenkins.plugins.deploymentrecord.history.JobHistory.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the number of a job's deployments per week. */
class DeploymentsPerWeekTest {

    /** A Thursday. */
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static Entry deployed(String at, String environment) {
        long requestedAt = Instant.parse(at).toEpochMilli();
        return new Entry(
                1,
                HistoryEntries.recorded(
                        at, requestedAt, HistoryEntries.shop("1").set(RecordField.LOGICAL_ENVIRONMENT, environment)));
    }

    private static DeploymentsPerWeek counts(String order, Entry... entries) {
        return DeploymentsPerWeek.of(List.of(entries), NOW, ZoneOffset.UTC, EnvironmentOrder.of(order));
    }

    @Test
    void aJobThatDidNotDeployHasNoWeeks() {
        assertThat(counts(null).weeks(), hasSize(0));
        assertThat(
                counts(null, new Entry(1, HistoryEntries.invalid("1", NOW.toEpochMilli(), "why")))
                        .weeks(),
                hasSize(0));
    }

    @Test
    void weeksBeginOnMondayAndHaveNoGap() {
        var counts = counts(
                null,
                deployed("2026-11-26T11:00:00Z", "production"),
                deployed("2026-11-23T00:00:00Z", "production"),
                deployed("2026-11-08T23:59:59Z", "staging"));

        assertThat(
                counts.weeks(),
                contains(
                        LocalDate.of(2026, 11, 2),
                        LocalDate.of(2026, 11, 9),
                        LocalDate.of(2026, 11, 16),
                        LocalDate.of(2026, 11, 23)));
        assertThat(
                counts.environments(),
                contains(
                        new Environment("production", List.of(0L, 0L, 0L, 2L)),
                        new Environment("staging", List.of(1L, 0L, 0L, 0L))));
    }

    @Test
    void aWeekBeginsAtMidnightInTheGivenTimeZone() {
        Entry sundayNightInLondon = deployed("2026-11-22T23:30:00Z", "production");

        assertThat(
                DeploymentsPerWeek.of(
                                List.of(sundayNightInLondon),
                                NOW,
                                ZoneId.of("Europe/Berlin"),
                                EnvironmentOrder.of(null))
                        .weeks(),
                contains(LocalDate.of(2026, 11, 23)));
    }

    @Test
    void weeksBeforeTheMaximumAreLeftOut() {
        var counts = counts(
                null, deployed("2026-09-07T00:00:00Z", "production"), deployed("2026-09-06T23:59:59Z", "production"));

        assertThat(counts.weeks(), hasSize(DeploymentsPerWeek.MAX_WEEKS));
        assertThat(counts.weeks().getFirst(), is(LocalDate.of(2026, 9, 7)));
        assertThat(counts.environments().getFirst().counts().getFirst(), is(1L));
    }

    @Test
    void refusedRecordsCountAsDeploymentsAndDecommissionedRecordsDoNot() {
        String now = NOW.toString();
        var refused = new Entry(
                1,
                HistoryEntries.waiting("1", NOW.toEpochMilli(), HistoryEntries.shop("1"))
                        .ended(HistoryEntry.State.REFUSED, NOW.toEpochMilli(), null, List.of(), "why", null));
        var decommissioned = new Entry(
                1,
                HistoryEntries.recorded(
                        now, NOW.toEpochMilli(), HistoryEntries.shop("1").status("decommissioned")));

        assertThat(
                counts(null, refused, decommissioned).environments().getFirst().counts(), contains(1L));
    }

    @Test
    void environmentsAreInTheConfiguredOrderAndTheRarestShareARow() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < DeploymentsPerWeek.MAX_ENVIRONMENTS + 1; i++) {
            entries.add(deployed("2026-11-26T11:00:00Z", "preview-" + i));
            entries.add(deployed("2026-11-26T11:00:01Z", "preview-" + i));
        }
        entries.add(deployed("2026-11-26T11:00:00Z", "production"));

        List<Environment> environments =
                counts("dev, production", entries.toArray(Entry[]::new)).environments();

        assertThat(environments, hasSize(DeploymentsPerWeek.MAX_ENVIRONMENTS + 1));
        assertThat(environments.getFirst(), is(new Environment("production", List.of(1L))));
        assertThat(environments.getLast().name(), is(nullValue()));
        assertThat(environments.getLast().counts(), contains(4L));
    }
}
