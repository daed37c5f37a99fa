package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The repositories that a build checked out only for its Pipeline libraries. The Git plugin does not distinguish them
 * from other repositories. Saved by XStream, so the field is a plain list.
 */
final class LibraryCheckouts extends InvisibleAction {

    private final ArrayList<String> remotes;

    private LibraryCheckouts(Collection<String> remotes) {
        this.remotes = new ArrayList<>(remotes);
    }

    /** Returns the URLs as stored by the Git plugin. */
    static Set<String> of(Run<?, ?> run) {
        LibraryCheckouts noted = run.getAction(LibraryCheckouts.class);
        return noted == null || noted.remotes == null ? Set.of() : Set.copyOf(noted.remotes);
    }

    /**
     * Stores a checkout. If a build later checks out a library's repository for itself, the repository is removed from
     * the list.
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
            // a new action for each change, since another thread may be saving the build
            run.replaceAction(new LibraryCheckouts(after));
        }
        run.save();
    }
}
