package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import java.util.stream.Stream;

/** The options of a list in the form. */
final class ListOptions {

    private ListOptions() {}

    /**
     * The known values and the chosen value. The chosen value stays even if it is not known, as a variable or the name of
     * a deleted server: otherwise saving the form would change it without a word.
     */
    static ListBoxModel of(Stream<String> known, @CheckForNull String chosen) {
        var model = new ListBoxModel();
        Stream.concat(known, Stream.ofNullable(Util.fixEmpty(chosen)))
                .distinct()
                .forEach(model::add);
        return model;
    }
}
