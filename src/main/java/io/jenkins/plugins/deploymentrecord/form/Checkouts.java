package io.jenkins.plugins.deploymentrecord.form;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lists the repositories that a build has checked out so far. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface Checkouts {

    /** Returns the URLs of the repositories as Git has them. A URL may contain a user and a password. */
    List<String> remotes();
}
