package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import hudson.plugins.git.util.BuildData;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds the checkouts of the Git plugin, if it is installed: the checkouts that the plugin stored in the build, and the
 * branch source of a multibranch job if the build is of one of its revisions. This includes the sources of the GitHub
 * Branch Source plugin.
 */
@OptionalExtension(requirePlugins = "git")
@Restricted(NoExternalUse.class)
public class GitCheckouts extends BuildCheckouts {

    @Override
    List<String> remotes(Run<?, ?> run) {
        Set<String> libraries = LibraryCheckouts.of(run);
        Stream<String> checkouts = run.getActions(BuildData.class).stream()
                .flatMap(checkout -> checkout.getRemoteUrls().stream())
                .filter(remote -> !libraries.contains(remote));
        return Stream.concat(checkouts, branchSource(run).stream())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static Optional<String> branchSource(Run<?, ?> run) {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        return source instanceof AbstractGitSCMSource git && SCMRevisionAction.getRevision(source, run) != null
                ? Optional.ofNullable(git.getRemote())
                : Optional.empty();
    }
}
