package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Formats a plan as lines of a log. */
final class PlanLines {

    /** The largest number of lines for each group. */
    static final int MAX_LINES = 50;

    private final List<String> lines = new ArrayList<>();

    private PlanLines() {}

    static List<String> of(ClusterPlan plan) {
        var text = new PlanLines();
        text.add("lines.created", plan.created(), record -> title(record.record()));
        text.add("lines.updated", plan.updated(), PlanLines::change);
        text.add("lines.decommissioned", plan.decommissioned(), record -> title(record.record()));
        text.add("lines.unchanged", plan.unchanged(), record -> title(record.record()));
        text.add("lines.skipped", plan.skipped(), SkippedContainer::sentence);
        text.lines.add(
                Texts.get("lines.requests", plan.requests(), plan.toSend().size()));
        return List.copyOf(text.lines);
    }

    private <T> void add(String key, List<T> group, Function<T, String> line) {
        lines.add(Texts.get(key, group.size()));
        group.stream().limit(MAX_LINES).forEach(element -> lines.add(indented(line.apply(element))));
        if (group.size() > MAX_LINES) {
            lines.add(indented(Texts.get("lines.more", group.size() - MAX_LINES)));
        }
    }

    private static String indented(String line) {
        return "  " + line;
    }

    private static String title(DeploymentRecord record) {
        return Texts.get(
                "lines.title",
                record.deploymentName(),
                SharedDigests.Label.of(record),
                record.digest().abbreviated());
    }

    private static String change(ClusterUpdate update) {
        DeploymentRecord before = update.before();
        DeploymentRecord now = update.record().record();
        var changes = new ArrayList<String>();
        addChange(changes, "name", before.name(), now.name());
        addChange(changes, "version", before.version(), now.version());
        addChange(changes, "digest", before.digest().abbreviated(), now.digest().abbreviated());
        addChange(changes, "status", before.status().jsonName(), now.status().jsonName());
        addChange(changes, "githubRepository", before.githubRepository(), now.githubRepository());
        addChange(changes, "tags", before.tags(), now.tags());
        addChange(changes, "runtimeRisks", before.runtimeRisks(), now.runtimeRisks());
        addChange(
                changes,
                "workload",
                workload(update.workloadBefore()),
                workload(update.record().workload()));
        return Texts.get(
                "lines.change",
                now.deploymentName(),
                changes.isEmpty() ? Texts.get("lines.again") : String.join(", ", changes));
    }

    private static String workload(OutboxEntry.Workload workload) {
        return workload == null
                ? null
                : workload.kind() + ' ' + workload.namespace() + '/' + workload.name() + '/' + workload.container();
    }

    private static void addChange(List<String> changes, String field, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            changes.add(Texts.get("lines.field", field, shown(before), shown(now)));
        }
    }

    private static Object shown(Object value) {
        return value == null ? Texts.get("lines.none") : value;
    }
}
