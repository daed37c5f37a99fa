package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The badge of a build with records in a list of builds.
 *
 * @param size the size in bytes of the history from which the badge was derived; a history only grows
 * @param state the state of the most important record; null if the history is missing
 * @param text a line for each of the most important records
 */
@Restricted(NoExternalUse.class)
public record BuildBadge(long size, @CheckForNull HistoryEntry.State state, String text) {

    private static final int MAX_LINES = 5;

    static BuildBadge of(long size, List<HistoryEntry> records) {
        List<HistoryEntry> byUrgency = records.stream()
                .sorted(Comparator.comparing((HistoryEntry record) -> urgency(record.state()))
                        .thenComparing(HistoryEntry::requestedAt, Comparator.reverseOrder()))
                .toList();
        int more = byUrgency.size() - MAX_LINES;
        Stream<String> lines = byUrgency.stream().limit(MAX_LINES).map(BuildBadge::line);
        return new BuildBadge(
                size,
                byUrgency.isEmpty() ? null : byUrgency.getFirst().state(),
                (more > 0 ? Stream.concat(lines, Stream.of(Messages.BuildBadge_more(String.valueOf(more)))) : lines)
                        .collect(Collectors.joining("\n")));
    }

    public boolean isFailure() {
        return state != null && state.isFailure();
    }

    public boolean isWaiting() {
        return state != null && !state.isEnd();
    }

    private static int urgency(HistoryEntry.State state) {
        return state.isFailure() ? 0 : state.isEnd() ? 2 : 1;
    }

    private static String line(HistoryEntry record) {
        String state = new StateText(record.state()).text();
        String artifact = Stream.of(record.text(RecordField.NAME), record.text(RecordField.VERSION))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        String environment = record.text(RecordField.LOGICAL_ENVIRONMENT);
        if (environment == null) {
            return artifact.isEmpty() ? state : Messages.BuildBadge_withoutEnvironment(state, artifact);
        }
        return DeploymentStatus.DECOMMISSIONED.jsonName().equals(record.status())
                ? Messages.BuildBadge_decommissioned(state, environment, artifact)
                : Messages.BuildBadge_deployed(state, environment, artifact);
    }
}
