package io.jenkins.plugins.deploymentrecord.form;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows what a build has checked out so far. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface Checkouts {

    /** The URLs of the repositories, as Git has them: perhaps with a user and a password. */
    List<String> remotes();
}
