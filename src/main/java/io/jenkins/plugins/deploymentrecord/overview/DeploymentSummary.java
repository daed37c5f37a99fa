package io.jenkins.plugins.deploymentrecord.overview;

import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.outbox.EntryResult;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.service.HistoryEntries;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The number of deployments in each environment and of failed records, as far as the user may see them. */
@Restricted(NoExternalUse.class)
public final class DeploymentSummary {

    private static final Logger LOGGER = Logger.getLogger(DeploymentSummary.class.getName());

    private static final int MAX_ENVIRONMENTS = 5;

    private final Map<String, Integer> environments =
            new TreeMap<>(DeploymentRecordsConfiguration.get().environments().thenComparing(Comparator.naturalOrder()));
    private final Map<EntryResult.Kind, Integer> kinds = new EnumMap<>(EntryResult.Kind.class);

    DeploymentSummary(DeploymentScope scope) {
        var jobs = new ReadableJobs();
        for (KeyState state : states()) {
            ShownRecords shown = ShownRecords.of(state, scope, jobs);
            if (shown != null) {
                count(shown);
            }
        }
    }

    private static List<KeyState> states() {
        try {
            return List.copyOf(OutboxService.keys(key -> true).states());
        } catch (IOException e) {
            // the page of the folder is shown without this line
            LOGGER.log(Level.FINE, e, () -> "deployments are not known");
            return List.of();
        }
    }

    private void count(ShownRecords shown) {
        if (isDeployed(shown.current())) {
            environments.merge(shown.current().entry().key().logicalEnvironment(), 1, Integer::sum);
        }
        if (shown.newest().kind() != null) {
            kinds.merge(shown.newest().kind(), 1, Integer::sum);
        }
    }

    /** Parses the body only if it may be decommissioned: there can be tens of thousands of records. */
    private static boolean isDeployed(KeyRecord record) {
        String decommissioned = DeploymentStatus.DECOMMISSIONED.jsonName();
        return !record.entry().body().contains(decommissioned)
                || !decommissioned.equals(HistoryEntries.of(record).status());
    }

    /** Returns the first environments in their order, with their numbers of deployments. */
    public List<Map.Entry<String, Integer>> getEnvironments() {
        return new ArrayList<>(environments.entrySet()).subList(0, Math.min(MAX_ENVIRONMENTS, environments.size()));
    }

    /** Returns the number of deployments in other environments. */
    public int getOthers() {
        return environments.values().stream()
                .skip(MAX_ENVIRONMENTS)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Returns the number of deployments whose newest record GitHub refused. */
    public int getRefused() {
        return kinds.getOrDefault(EntryResult.Kind.REFUSED, 0);
    }

    /** Returns the number of deployments whose newest record was given up. */
    public int getGivenUp() {
        return kinds.getOrDefault(EntryResult.Kind.GIVEN_UP, 0);
    }

    /** Whether there is nothing to show. */
    public boolean isBlank() {
        return environments.isEmpty() && getRefused() == 0 && getGivenUp() == 0;
    }
}
