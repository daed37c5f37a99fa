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
 * How often a job deployed, as a page shows it: a table, and a chart if Jenkins has the library for it. That library is no
 * dependency of this plugin: it would bring seven plugins along, and most Jenkins have it with their test reports.
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
     * @param begin its Monday
     * @param counts one for each environment
     */
    public record Week(String begin, List<Long> counts) {}

    /** Whether there was no deployment. */
    public boolean isBlank() {
        return counts.weeks().isEmpty();
    }

    /** Whether Jenkins has the library that draws it. */
    public boolean isDrawn() {
        PluginWrapper library = Jenkins.get().getPluginManager().getPlugin(LIBRARY);
        return library != null && library.isActive();
    }

    /** The names of the environments, for the headings. */
    public List<String> getEnvironments() {
        return counts.environments().stream().map(DeploymentsChart::name).toList();
    }

    /** The latest first. */
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

    /** For the script that draws it. */
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
