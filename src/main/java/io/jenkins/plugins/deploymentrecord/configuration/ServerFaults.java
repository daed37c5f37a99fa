package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What is wrong with the servers of this controller, all at once. */
final class ServerFaults {

    private ServerFaults() {}

    /** Every fault, under the name of its server and its field. */
    static List<Fault> of(List<DeploymentRecordServer> servers) {
        var faults = new ArrayList<Fault>();
        var names = new HashSet<String>();
        for (DeploymentRecordServer server : servers) {
            if (server.getName().isEmpty()) {
                faults.add(new Fault("name", Messages.DeploymentRecordsConfiguration_nameless(server.getApiUrl())));
            } else if (!names.add(server.getName())) {
                faults.add(new Fault("name", twice(server.getName())));
            }
            try {
                ApiUrl.of(server.getApiUrl());
            } catch (IllegalArgumentException e) {
                faults.add(of(server, new Fault("apiUrl", e.getMessage())));
            }
            server.numberFaults().forEach(fault -> faults.add(of(server, fault)));
            if (server.getOrganization() != null) {
                RecordField.ORGANIZATION
                        .check(server.getOrganization())
                        .ifPresent(fault -> faults.add(of(server, fault)));
            }
        }
        return faults;
    }

    /** A fault of one field of a server, under the server's name. */
    static Fault of(DeploymentRecordServer server, Fault fault) {
        return new Fault(server.getName() + '.' + fault.field(), fault.problem());
    }

    /**
     * What is wrong with a name among all names of the page, if anything.
     *
     * @param name as typed, perhaps blank
     * @param names those of all servers, itself included, each in a line; null if they are not known
     */
    static Optional<String> nameProblem(@CheckForNull String name, @CheckForNull String names) {
        String typed = TypedText.trimToNull(name);
        if (typed == null) {
            return Optional.of(Messages.DeploymentRecordServer_nameless());
        }
        long same = Util.fixNull(names)
                .lines()
                .map(String::trim)
                .filter(typed::equals)
                .count();
        return same > 1 ? Optional.of(twice(typed)) : Optional.empty();
    }

    private static String twice(String name) {
        return Messages.DeploymentRecordsConfiguration_twice(RecordField.given(name));
    }
}
