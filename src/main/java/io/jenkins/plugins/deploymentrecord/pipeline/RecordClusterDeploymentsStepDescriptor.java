package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Makes the step of a Pipeline's arguments, and of a form. */
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

    /** Which cluster and which environment, as far as that can be known before the defaults are filled in. */
    @Override
    public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        return Stream.of("cluster", "logicalEnvironment")
                .map(namedArgs::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
