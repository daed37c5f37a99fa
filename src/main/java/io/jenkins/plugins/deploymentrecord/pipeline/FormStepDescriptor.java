package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.PostedForm;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Creates a step from the arguments of a Pipeline. A wrong argument is an error of the form and is reported together
 * with all other errors: the step starts with the usable arguments.
 *
 * @param <S> the step
 */
@Restricted(NoExternalUse.class)
public abstract class FormStepDescriptor<S extends FormStep<?>> extends StepDescriptor
        implements CustomDescribableModel {

    private final Class<S> step;

    FormStepDescriptor(Class<S> step) {
        this.step = step;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class, FlowExecution.class);
    }

    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        StepArguments read = StepArguments.read(step, getFunctionName(), arguments);
        S made = step.cast(super.newInstance(read.usable()));
        made.setArgumentErrors(read.errors());
        return made;
    }

    @Override
    public Step newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject posted) throws FormException {
        return super.newInstance(request, PostedForm.normalize(posted));
    }

    @NonNull
    @Override
    public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        StepArguments read = StepArguments.read(step, getFunctionName(), arguments);
        if (!read.errors().isEmpty()) {
            InvalidDeploymentException invalid = invalid(read.errors());
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
        return read.usable();
    }

    /** @param errors at least one */
    InvalidDeploymentException invalid(List<FieldError> errors) {
        return new InvalidDeploymentException(errors);
    }
}
