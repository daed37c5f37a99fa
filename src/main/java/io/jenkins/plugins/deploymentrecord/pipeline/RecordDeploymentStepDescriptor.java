package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Creates the step from the arguments of a Pipeline or from a form, and the arguments of a Pipeline from a form. */
@Restricted(NoExternalUse.class)
public abstract class RecordDeploymentStepDescriptor extends FormStepDescriptor<RecordDeploymentStep> {

    RecordDeploymentStepDescriptor() {
        super(RecordDeploymentStep.class);
    }

    @Override
    public String getFunctionName() {
        return "recordDeployment";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.RecordDeploymentStep_displayName();
    }

    /** Returns the artifact and the environment, as far as they are known before defaults are applied. */
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

    @NonNull
    @Override
    public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        return step.withArguments(StepArguments.abbreviate(step.getArguments()));
    }
}
