package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The repositories that a build checked out for its Pipeline libraries alone. The Git plugin notes them as it does others.
 * Kept by XStream: a plain list.
 */
final class LibraryCheckouts extends InvisibleAction {

    private final ArrayList<String> remotes;

    private LibraryCheckouts(Collection<String> remotes) {
        this.remotes = new ArrayList<>(remotes);
    }

    /** The URLs as the Git plugin has them. */
    static Set<String> of(Run<?, ?> run) {
        LibraryCheckouts noted = run.getAction(LibraryCheckouts.class);
        return noted == null || noted.remotes == null ? Set.of() : Set.copyOf(noted.remotes);
    }

    /**
     * Notes a checkout. If a build checks a library's repository out for itself later, it is none of a library alone.
     *
     * @throws IOException if the build cannot be saved
     */
    static void note(Run<?, ?> run, Collection<String> remotes, boolean isLibrary) throws IOException {
        synchronized (LibraryCheckouts.class) {
            Set<String> before = of(run);
            var after = new LinkedHashSet<>(before);
            if (isLibrary) {
                after.addAll(remotes);
            } else {
                after.removeAll(remotes);
            }
            if (after.equals(before)) {
                return;
            }
            // a new action for each change, as the build may be being saved
            run.replaceAction(new LibraryCheckouts(after));
        }
        run.save();
    }
}
