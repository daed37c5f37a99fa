package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where a build's files are.
 *
 * @param directory that the step runs in; relative paths begin there
 * @param root the workspace, as a path on the machine that has it; null if it is the directory itself, as it is if the
 *     directory is in no workspace
 */
@Restricted(NoExternalUse.class)
public record Workspace(FilePath directory, @CheckForNull String root) {}
