package io.jenkins.plugins.deploymentrecord.run;

import hudson.model.Job;
import io.jenkins.plugins.deploymentrecord.github.SequenceNumber;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Checks whether an existing build is the build of a record, as a job that was deleted and created again has another
 * build #1. It is the build of the record if its history contains the record. Does not load builds, and reads the
 * history of each build once. An instance is used for a single request.
 */
@Restricted(NoExternalUse.class)
public final class RecordedBuilds {

    private static final Logger LOGGER = Logger.getLogger(RecordedBuilds.class.getName());

    private final Map<Path, Set<Name>> known = new HashMap<>();

    private record Name(String id, SequenceNumber number) {}

    /** @param id the ID of the record within its build */
    public boolean have(Job<?, ?> job, int build, String id, SequenceNumber number) {
        Path directory = job.getBuildDir().toPath().resolve(String.valueOf(build));
        return known.computeIfAbsent(directory, RecordedBuilds::read).contains(new Name(id, number));
    }

    private static Set<Name> read(Path directory) {
        try {
            return Histories.ofBuild(directory).entries().stream()
                    .map((HistoryEntry record) -> new Name(record.id(), record.number()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the records of the build in " + directory + " are not known");
            return Set.of();
        }
    }
}
