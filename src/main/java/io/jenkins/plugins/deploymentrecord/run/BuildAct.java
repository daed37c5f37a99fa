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

/**
 * Something that a person does with the records of a build, at an address of its own, for whoever has a permission on the
 * job.
 */
@Restricted(NoExternalUse.class)
public abstract class BuildAct implements Action, StaplerProxy {

    private final Run<?, ?> run;
    private final Permission permission;

    protected BuildAct(Run<?, ?> run, Permission permission) {
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

    /** No link of its own: the pages of records have buttons. */
    @CheckForNull
    @Override
    public final String getIconFileName() {
        return null;
    }

    /** Adds it to every build: whether a record is fit for it is asked when somebody does it. */
    public abstract static class Factory extends TransientActionFactory<Run> {

        private final Class<? extends BuildAct> type;
        private final Function<Run<?, ?>, BuildAct> make;

        protected Factory(Class<? extends BuildAct> type, Function<Run<?, ?>, BuildAct> make) {
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
