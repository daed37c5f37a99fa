package io.jenkins.plugins.deploymentrecord.history;

import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The number of a job's deployments by week and logical environment. Counts each valid record whose status is deployed,
 * even if GitHub refused the record: the deployment had happened.
 *
 * @param weeks the Mondays on which the weeks begin, without a gap; empty if there was no deployment
 * @param environments in the order of the environments
 */
public record DeploymentsPerWeek(List<LocalDate> weeks, List<Environment> environments) {

    static final int MAX_WEEKS = 12;
    static final int MAX_ENVIRONMENTS = 6;

    /**
     * The deployments in an environment.
     *
     * @param name null for the environments that share a row
     * @param counts the number of deployments in each week
     */
    public record Environment(String name, List<Long> counts) {}

    /** The environment and the week of a deployment. */
    private record Deployment(String environment, LocalDate week) {}

    /**
     * @param now a time in the last week
     * @param zone the time zone in which weeks begin at midnight
     * @param order of the environments; environments that an administrator named are the first to have their own rows
     */
    public static DeploymentsPerWeek of(
            List<JobHistory.Entry> entries, Instant now, ZoneId zone, EnvironmentOrder order) {
        LocalDate last = week(now.toEpochMilli(), zone);
        List<Deployment> deployments = entries.stream()
                .map(JobHistory.Entry::record)
                .filter(DeploymentsPerWeek::isDeployment)
                .map(record ->
                        new Deployment(record.text(RecordField.LOGICAL_ENVIRONMENT), week(record.requestedAt(), zone)))
                .filter(deployment -> deployment.week().isAfter(last.minusWeeks(MAX_WEEKS))
                        && !deployment.week().isAfter(last))
                .toList();
        if (deployments.isEmpty()) {
            return new DeploymentsPerWeek(List.of(), List.of());
        }
        LocalDate first = deployments.stream()
                .map(Deployment::week)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<LocalDate> weeks = LongStream.rangeClosed(0, ChronoUnit.WEEKS.between(first, last))
                .mapToObj(first::plusWeeks)
                .toList();
        List<String> names = names(deployments, order);
        Map<String, long[]> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, new long[weeks.size()]));
        for (Deployment deployment : deployments) {
            String row = names.contains(deployment.environment()) ? deployment.environment() : null;
            counts.computeIfAbsent(row, other -> new long[weeks.size()])[weeks.indexOf(deployment.week())]++;
        }
        return new DeploymentsPerWeek(
                weeks,
                counts.entrySet().stream()
                        .map(row -> new Environment(
                                row.getKey(),
                                LongStream.of(row.getValue()).boxed().toList()))
                        .toList());
    }

    /**
     * Returns the environments that have their own rows: first the environments that an administrator named, then the
     * environments with the most deployments.
     */
    private static List<String> names(List<Deployment> deployments, EnvironmentOrder order) {
        Map<String, Long> numbers =
                deployments.stream().collect(Collectors.groupingBy(Deployment::environment, Collectors.counting()));
        return numbers.keySet().stream()
                .sorted(Comparator.comparing((String name) -> !order.isNamed(name))
                        .thenComparing(numbers::get, Comparator.reverseOrder())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_ENVIRONMENTS)
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean isDeployment(HistoryEntry record) {
        return record.state() != HistoryEntry.State.INVALID
                && record.text(RecordField.LOGICAL_ENVIRONMENT) != null
                && DeploymentStatus.DEPLOYED.jsonName().equals(record.status());
    }

    private static LocalDate week(long at, ZoneId zone) {
        return Instant.ofEpochMilli(at)
                .atZone(zone)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
