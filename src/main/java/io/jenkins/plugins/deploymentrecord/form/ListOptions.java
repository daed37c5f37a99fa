package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import java.util.stream.Stream;

/** The options of a list in the form. */
final class ListOptions {

    private ListOptions() {}

    /**
     * Returns the known values and the chosen value. The chosen value is included even if it is unknown, such as a
     * variable or the name of a deleted server. Otherwise saving the form would silently change the value.
     */
    static ListBoxModel of(Stream<String> known, @CheckForNull String chosen) {
        var model = new ListBoxModel();
        Stream.concat(known, Stream.ofNullable(Util.fixEmpty(chosen)))
                .distinct()
                .forEach(model::add);
        return model;
    }
}
