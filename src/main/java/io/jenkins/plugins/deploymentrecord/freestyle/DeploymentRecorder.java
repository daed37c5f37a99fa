package io.jenkins.plugins.deploymentrecord.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A post-build action that records deployments if the build's result is good enough. */
@Restricted(NoExternalUse.class)
public abstract class DeploymentRecorder extends Recorder {

    private static final List<String> RESULTS =
            List.of(Result.SUCCESS.toString(), Result.UNSTABLE.toString(), Result.FAILURE.toString());

    private String minimumResult = RESULTS.get(0);

    /** Records the deployments of the action's form. */
    abstract void record(AbstractBuild<?, ?> build, BuildListener listener) throws IOException, InterruptedException;

    /** Returns SUCCESS, UNSTABLE or FAILURE; a build with a worse result records nothing. */
    @NonNull
    public String getMinimumResult() {
        return minimumResult;
    }

    /** @throws IllegalArgumentException for any other name; {@code Result.fromString} would return FAILURE */
    @DataBoundSetter
    public void setMinimumResult(String minimumResult) {
        String typed = TypedText.trimToNull(minimumResult);
        if (typed != null && !RESULTS.contains(typed)) {
            throw new IllegalArgumentException(
                    Messages.DeploymentRecorder_unknownResult(typed, String.join(", ", RESULTS)));
        }
        this.minimumResult = typed == null ? RESULTS.get(0) : typed;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public final boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        Result result = build.getResult();
        if (result != null && result.isWorseThan(Result.fromString(minimumResult))) {
            listener.getLogger().println(Messages.DeploymentRecorder_skipped(result, minimumResult));
            return true;
        }
        record(build, listener);
        return true;
    }

    /**
     * Sets the minimum result from a file. XStream does not set fields that an edited file lacks, not even to their
     * initial values.
     */
    final void setMinimumResultAsRead(String read) {
        if (RESULTS.contains(String.valueOf(read))) {
            minimumResult = read;
        }
    }

    /** Provides the list of results. */
    @Restricted(NoExternalUse.class)
    public abstract static class DeploymentRecorderDescriptor extends BuildStepDescriptor<Publisher> {

        @SuppressWarnings("rawtypes") // the signature of BuildStepDescriptor
        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @POST
        public ListBoxModel doFillMinimumResultItems(@AncestorInPath Item item) {
            var model = new ListBoxModel();
            if (item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ)) {
                RESULTS.forEach(model::add);
            }
            return model;
        }
    }
}
