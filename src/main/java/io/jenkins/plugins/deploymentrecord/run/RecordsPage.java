package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A page of a build's records. A build that records a cluster can have thousands of records.
 *
 * @param state the name of the state of the records that are shown; empty for all states
 * @param states the number of records by the name of their state, the failed states first
 * @param records the records on the page
 * @param page the number of the page, at least 1
 * @param pages the number of pages, at least 1
 */
@Restricted(NoExternalUse.class)
public record RecordsPage(
        String state, List<StateCount> states, List<DeploymentRecordView> records, int page, int pages) {

    static final int MAX_ROWS = 100;

    /** The number of a build's records in a state. */
    public record StateCount(String name, String text, int count) {}

    /**
     * Returns a page of records.
     *
     * @param typedState the name of a state; any other text selects all states
     * @param typedPage at least 1; any other text is the first page
     */
    static RecordsPage of(
            List<DeploymentRecordView> all, @CheckForNull String typedState, @CheckForNull String typedPage) {
        List<StateCount> counts = counts(all);
        String state = counts.stream()
                .map(StateCount::name)
                .filter(name -> name.equals(typedState))
                .findFirst()
                .orElse("");
        List<DeploymentRecordView> matching = state.isEmpty()
                ? all
                : all.stream().filter(record -> record.getState().equals(state)).toList();
        int pages = Math.max(1, Math.ceilDiv(matching.size(), MAX_ROWS));
        int page = typedPage != null && typedPage.matches("[1-9][0-9]{0,5}")
                ? Math.min(pages, Integer.parseInt(typedPage))
                : 1;
        return new RecordsPage(
                state,
                counts,
                matching.subList((page - 1) * MAX_ROWS, Math.min(matching.size(), page * MAX_ROWS)),
                page,
                pages);
    }

    /** Returns the number of records by state, the failed states first. */
    static List<StateCount> counts(List<DeploymentRecordView> records) {
        Map<String, StateCount> counts = new LinkedHashMap<>();
        records.stream()
                .sorted(Comparator.comparing(
                        record -> !record.getStateText().state().isFailure()))
                .forEach(record -> counts.merge(
                        record.getState(),
                        new StateCount(record.getState(), record.getStateText().text(), 1),
                        (known, one) -> new StateCount(known.name, known.text, known.count + 1)));
        return List.copyOf(counts.values());
    }

    /** Returns the query of another page of the same records. */
    public String query(int other) {
        return (state.isEmpty() ? "?" : "?state=" + state + '&') + "page=" + other;
    }
}
