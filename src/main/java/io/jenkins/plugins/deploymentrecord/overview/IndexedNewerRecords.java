package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.run.NewerRecords;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds newer records in the outbox's states of keys. */
@Extension
@Restricted(NoExternalUse.class)
public class IndexedNewerRecords implements NewerRecords {

    private static final Logger LOGGER = Logger.getLogger(IndexedNewerRecords.class.getName());

    @NonNull
    @Override
    public Map<DeploymentKey, List<Newer>> of(@NonNull List<HistoryEntry> records) {
        var numbers = new HashMap<DeploymentKey, SequenceNumber>();
        records.forEach(record -> record.key().ifPresent(key -> numbers.put(key, record.number())));
        var jobs = new ReadableJobs();
        var newer = new HashMap<DeploymentKey, List<Newer>>();
        for (KeyState state : states(numbers)) {
            List<Newer> found = Stream.of(state.confirmed(), state.newest())
                    .distinct()
                    .filter(Objects::nonNull)
                    .filter(record -> isNewer(record, numbers.get(state.key())))
                    .map(record -> new Newer(
                            jobs.contain(record.entry().origin().job()) ? DeploymentRow.view(record, jobs) : null,
                            record.isConfirmed()))
                    .toList();
            if (!found.isEmpty()) {
                newer.put(state.key(), found);
            }
        }
        return newer;
    }

    private static List<KeyState> states(Map<DeploymentKey, SequenceNumber> numbers) {
        try {
            return numbers.isEmpty()
                    ? List.of()
                    : OutboxService.keys(numbers::containsKey).states();
        } catch (IOException e) {
            // the page of the job still shows the records of the job itself
            LOGGER.log(Level.FINE, e, () -> "the records of other jobs are not known");
            return List.of();
        }
    }

    private static boolean isNewer(KeyRecord record, SequenceNumber number) {
        return number == null || record.entry().number().compareTo(number) > 0;
    }
}
