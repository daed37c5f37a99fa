package io.jenkins.plugins.deploymentrecord.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.PluginWrapper;
import io.jenkins.plugins.deploymentrecord.history.DeploymentsPerWeek;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;

/**
 * The number of a job's deployments per week, as a table, and as a chart if Jenkins has the library for charts. The
 * library is not a dependency of this plugin, because it would add seven plugins, and most installations have it for
 * their test reports.
 */
@Restricted(NoExternalUse.class)
public final class DeploymentsChart {

    private static final String LIBRARY = "echarts-api";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeploymentsPerWeek counts;
    private final DateTimeFormatter dates;

    DeploymentsChart(DeploymentsPerWeek counts) {
        this.counts = counts;
        var request = Stapler.getCurrentRequest2();
        dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(request == null ? Locale.getDefault() : request.getLocale());
    }

    /**
     * A week in a table.
     *
     * @param begin the Monday on which the week begins
     * @param counts the number of deployments in each environment
     */
    public record Week(String begin, List<Long> counts) {}

    /** Whether there was no deployment. */
    public boolean isBlank() {
        return counts.weeks().isEmpty();
    }

    /** Whether Jenkins has the library that draws the chart. */
    public boolean isDrawn() {
        PluginWrapper library = Jenkins.get().getPluginManager().getPlugin(LIBRARY);
        return library != null && library.isActive();
    }

    /** Returns the names of the environments for the headings. */
    public List<String> getEnvironments() {
        return counts.environments().stream().map(DeploymentsChart::name).toList();
    }

    /** Returns the weeks, the latest first. */
    public List<Week> getWeeks() {
        return IntStream.range(0, counts.weeks().size())
                .mapToObj(week -> new Week(
                        begin(week),
                        counts.environments().stream()
                                .map(environment -> environment.counts().get(week))
                                .toList()))
                .toList()
                .reversed();
    }

    /** Returns the data as JSON for the script that draws the chart. */
    public String getModel() throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of(
                "weeks",
                IntStream.range(0, counts.weeks().size()).mapToObj(this::begin).toList(),
                "environments",
                counts.environments().stream()
                        .map(environment -> Map.of("name", name(environment), "counts", environment.counts()))
                        .toList()));
    }

    private String begin(int week) {
        return dates.format(counts.weeks().get(week));
    }

    private static String name(DeploymentsPerWeek.Environment environment) {
        return environment.name() == null
                ? Messages.DeploymentRecordsJobAction_otherEnvironments()
                : environment.name();
    }
}
