package io.jenkins.plugins.deploymentrecord.service;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.SCMListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.util.BuildData;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import hudson.slaves.WorkspaceList;
import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Stores which checkouts of a Pipeline are checkouts of its libraries, recognized by their directories. */
@OptionalExtension(requirePlugins = "git")
@Restricted(NoExternalUse.class)
public class LibraryCheckoutListener extends SCMListener {

    private static final Logger LOGGER = Logger.getLogger(LibraryCheckoutListener.class.getName());

    /** The directory beside the job's workspace that the Pipeline: Groovy Libraries plugin uses. */
    private static final Pattern BESIDE_WORKSPACE = Pattern.compile(
            ".*" + Pattern.quote(SystemProperties.getString(WorkspaceList.class.getName(), "@")) + "libs/.*");

    @Override
    public void onCheckout(
            Run<?, ?> build,
            SCM scm,
            FilePath workspace,
            TaskListener listener,
            File changelogFile,
            SCMRevisionState pollingBaseline) {
        if (!(build instanceof FlowExecutionOwner.Executable && scm instanceof GitSCM git)) {
            return;
        }
        BuildData checkout = git.getBuildData(build);
        if (checkout == null) {
            return;
        }
        try {
            LibraryCheckouts.note(build, checkout.getRemoteUrls(), isLibrary(build, workspace));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The checkouts of " + build + " could not be saved");
        }
    }

    /** Returns whether a checkout is a library. A library that is cloned is in the directory of the build itself. */
    private static boolean isLibrary(Run<?, ?> build, FilePath workspace) {
        String directory = path(workspace.getRemote());
        return BESIDE_WORKSPACE.matcher(directory).matches()
                || directory.startsWith(path(new File(build.getRootDir(), "libs").getPath()) + '/');
    }

    private static String path(String directory) {
        return directory.replace('\\', '/');
    }
}
