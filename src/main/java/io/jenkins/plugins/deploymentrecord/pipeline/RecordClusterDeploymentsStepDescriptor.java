package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Creates the step from the arguments of a Pipeline, or from a form. */
@Restricted(NoExternalUse.class)
public abstract class RecordClusterDeploymentsStepDescriptor extends FormStepDescriptor<RecordClusterDeploymentsStep> {

    RecordClusterDeploymentsStepDescriptor() {
        super(RecordClusterDeploymentsStep.class);
    }

    @Override
    public String getFunctionName() {
        return "recordClusterDeployments";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.RecordClusterDeploymentsStep_displayName();
    }

    /** Returns the cluster and the environment, as far as they are known before defaults are applied. */
    @Override
    public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        return Stream.of("cluster", "logicalEnvironment")
                .map(namedArgs::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
