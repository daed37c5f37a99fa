package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentrecord.form.ClearBoxes;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** Makes the step of a Pipeline's arguments, of a form, and of a form a Pipeline's arguments. */
@Restricted(NoExternalUse.class)
public abstract class RecordDeploymentStepDescriptor extends StepDescriptor implements CustomDescribableModel {

    @Override
    public String getFunctionName() {
        return "recordDeployment";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.RecordDeploymentStep_displayName();
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class, FlowExecution.class);
    }

    @Override
    public Step newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject posted) throws FormException {
        return super.newInstance(request, ClearBoxes.asEmptyLists(posted));
    }

    /** Which artifact and which environment, as far as that can be known before the defaults are filled in. */
    @Override
    public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        String artifact = Stream.of("name", "image", "artifact", "digestFile")
                .map(namedArgs::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> value.toString().replaceFirst("@sha256:.*", "").replaceFirst(".*[/\\\\]", ""))
                .orElse("");
        String versioned = Stream.of(artifact, namedArgs.get("version"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        Object environment = namedArgs.get("logicalEnvironment");
        return environment == null ? versioned : Messages.RecordDeploymentStep_title(versioned, environment.toString());
    }

    /**
     * A wrong argument is an error of the record, told with all others and kept with the build: the step begins with
     * the arguments that it can take.
     */
    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        StepArguments read = StepArguments.read(RecordDeploymentStep.class, getFunctionName(), arguments);
        var step = (RecordDeploymentStep) super.newInstance(read.usable());
        step.setArgumentErrors(read.errors());
        return step;
    }

    @NonNull
    @Override
    public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        StepArguments read = StepArguments.read(RecordDeploymentStep.class, getFunctionName(), arguments);
        if (!read.errors().isEmpty()) {
            var invalid = new InvalidDeploymentException(read.errors());
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
        return read.usable();
    }

    @NonNull
    @Override
    public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        return step.withArguments(StepArguments.abbreviate(step.getArguments()));
    }
}
