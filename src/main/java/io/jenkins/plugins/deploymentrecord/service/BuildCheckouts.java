package io.jenkins.plugins.deploymentrecord.service;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the repositories that builds check out with a plugin that may not be installed. */
@Restricted(NoExternalUse.class)
public abstract class BuildCheckouts implements ExtensionPoint {

    /**
     * Returns the URLs of the repositories that a build has checked out so far, except its Pipeline libraries. The URLs
     * may contain user names and passwords.
     */
    abstract List<String> remotes(Run<?, ?> run);

    /** Returns the URLs of all repositories that a build has checked out so far. */
    static List<String> of(Run<?, ?> run) {
        return ExtensionList.lookup(BuildCheckouts.class).stream()
                .flatMap(checkouts -> checkouts.remotes(run).stream())
                .distinct()
                .toList();
    }
}
