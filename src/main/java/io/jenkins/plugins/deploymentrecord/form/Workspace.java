package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The location of a build's files.
 *
 * @param directory the directory that the step runs in; relative paths start there
 * @param root the workspace, as a path on the machine that has it; null if {@code directory} is the workspace or is in
 *     no workspace
 */
@Restricted(NoExternalUse.class)
public record Workspace(FilePath directory, @CheckForNull String root) {}
