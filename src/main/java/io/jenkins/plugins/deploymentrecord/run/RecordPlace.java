package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the known parts of a deployment's place in a line. */
final class RecordPlace {

    private RecordPlace() {}

    static String line(
            @CheckForNull String first, @CheckForNull String physicalEnvironment, @CheckForNull String cluster) {
        return Stream.of(
                        first,
                        physicalEnvironment,
                        cluster == null ? null : Messages.DeploymentRecordView_cluster(cluster))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" \u00b7 "));
    }
}
