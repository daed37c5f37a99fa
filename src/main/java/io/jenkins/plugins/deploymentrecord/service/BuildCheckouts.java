package io.jenkins.plugins.deploymentrecord.service;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows what builds check out with a plugin that may not be installed. */
@Restricted(NoExternalUse.class)
public abstract class BuildCheckouts implements ExtensionPoint {

    /** The URLs of what a build has checked out so far, without its Pipeline libraries; may have users and passwords. */
    abstract List<String> remotes(Run<?, ?> run);

    /** All URLs of what a build has checked out so far. */
    static List<String> of(Run<?, ?> run) {
        return ExtensionList.lookup(BuildCheckouts.class).stream()
                .flatMap(checkouts -> checkouts.remotes(run).stream())
                .distinct()
                .toList();
    }
}
