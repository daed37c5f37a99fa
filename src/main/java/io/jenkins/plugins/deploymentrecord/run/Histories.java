package io.jenkins.plugins.deploymentrecord.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.history.BuildHistory;
import io.jenkins.plugins.deploymentrecord.history.HistoryFile;
import io.jenkins.plugins.deploymentrecord.history.JobHistory;
import io.jenkins.plugins.deploymentrecord.storage.LineWriter;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The histories of this Jenkins' builds and jobs, and the only thread that writes them. */
@Extension
@Restricted(NoExternalUse.class)
public class Histories {

    /** The file's name in the directory of a build or a job. */
    static final String FILE = HistoryFile.NAME;

    private final LineWriter writer = LineWriter.start();

    /** Returns the history of a build. */
    public static BuildHistory of(Run<?, ?> run) {
        return ofBuild(run.getRootDir().toPath());
    }

    /** Returns the history of the build with this directory; the build need not be loaded. */
    public static BuildHistory ofBuild(Path directory) {
        return new BuildHistory(writer(), directory);
    }

    /** Returns the history of a job. */
    public static JobHistory of(Job<?, ?> job) {
        return new JobHistory(writer(), job.getRootDir().toPath());
    }

    /** Returns the writer of all files of this plugin, which is closed with the outbox. */
    public static LineWriter writer() {
        return ExtensionList.lookupSingleton(Histories.class).writer;
    }
}
