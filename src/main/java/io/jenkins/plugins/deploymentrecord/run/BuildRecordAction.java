package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Run;
import hudson.security.Permission;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

/** An action on the records of a build with its own URL, for users who have a permission on the job. */
@Restricted(NoExternalUse.class)
public abstract class BuildRecordAction implements Action, StaplerProxy {

    private final Run<?, ?> run;
    private final Permission permission;

    protected BuildRecordAction(Run<?, ?> run, Permission permission) {
        this.run = run;
        this.permission = permission;
    }

    protected final void checkPermission() {
        run.getParent().checkPermission(permission);
    }

    @Override
    public Object getTarget() {
        checkPermission();
        return this;
    }

    public final Run<?, ?> getRun() {
        return run;
    }

    /** Returns null: the side panel has no link, as the pages of records have buttons. */
    @CheckForNull
    @Override
    public final String getIconFileName() {
        return null;
    }

    /** Adds the action to every build. The state of a record is checked when the action is performed. */
    public abstract static class Factory extends TransientActionFactory<Run> {

        private final Class<? extends BuildRecordAction> type;
        private final Function<Run<?, ?>, BuildRecordAction> make;

        protected Factory(Class<? extends BuildRecordAction> type, Function<Run<?, ?>, BuildRecordAction> make) {
            this.type = type;
            this.make = make;
        }

        @Override
        public final Class<Run> type() {
            return Run.class;
        }

        @Override
        public final Class<? extends Action> actionType() {
            return type;
        }

        @Override
        public final Collection<? extends Action> createFor(Run run) {
            return List.of(make.apply(run));
        }
    }
}
