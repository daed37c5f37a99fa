package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Collects all errors of this controller's servers. */
final class ServerErrors {

    private ServerErrors() {}

    /** Returns all errors, each with the names of its server and its field. */
    static List<FieldError> of(List<DeploymentRecordServer> servers) {
        var errors = new ArrayList<FieldError>();
        var names = new HashSet<String>();
        for (DeploymentRecordServer server : servers) {
            if (server.getName().isEmpty()) {
                errors.add(
                        new FieldError("name", Messages.DeploymentRecordsConfiguration_nameless(server.getApiUrl())));
            } else if (!names.add(server.getName())) {
                errors.add(new FieldError("name", twice(server.getName())));
            }
            try {
                ApiUrl.of(server.getApiUrl());
            } catch (IllegalArgumentException e) {
                errors.add(of(server, new FieldError("apiUrl", e.getMessage())));
            }
            server.numberErrors().forEach(error -> errors.add(of(server, error)));
            if (server.getOrganization() != null) {
                RecordField.ORGANIZATION
                        .check(server.getOrganization())
                        .ifPresent(error -> errors.add(of(server, error)));
            }
        }
        return errors;
    }

    /** Returns the error of a server's field, with the server's name. */
    static FieldError of(DeploymentRecordServer server, FieldError error) {
        return new FieldError(server.getName() + '.' + error.field(), error.problem());
    }

    /**
     * Returns an error if a name is blank or repeats another name of the page.
     *
     * @param name as typed; may be blank
     * @param names the names of all servers, including this name, separated by line breaks; null if they are not known
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
        return Messages.DeploymentRecordsConfiguration_twice(RecordField.quoted(name));
    }
}
