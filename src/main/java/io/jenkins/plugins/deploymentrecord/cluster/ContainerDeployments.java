package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.DeploymentNameTemplate;
import io.jenkins.plugins.deploymentrecord.kubernetes.RunningContainer;
import io.jenkins.plugins.deploymentrecord.kubernetes.Workload;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;

/** The deployments in a list of kubectl. */
public final class ContainerDeployments {

    private ContainerDeployments() {}

    /**
     * Returns one deployment for each running container, in the order of the contents. Tags and runtime risks come from
     * the annotations; without such annotations, GitHub's are left alone. The errors of the list contain every name
     * that GitHub would refuse or that two containers share, and, if missing digests are errors, every container
     * without a digest. A list without pods and workloads is an error, too.
     *
     * @param filter the filter with which the contents were read
     */
    public static DeploymentList of(
            ClusterContents contents,
            ClusterFilter filter,
            DeploymentNameTemplate template,
            OnMissingDigest onMissingDigest) {
        var errors = new ArrayList<FieldError>();
        var notices = new ArrayList<>(contents.notices());
        if (contents.pods() == 0 && contents.existing().isEmpty()) {
            errors.add(new FieldError("kubectlFile", Texts.get("containers.empty")));
        } else if (contents.containers().isEmpty()) {
            notices.add(Texts.get("containers.none"));
        }
        errors.addAll(template.errors(contents.containers()));
        if (onMissingDigest == OnMissingDigest.FAIL) {
            contents.skipped().stream()
                    .filter(skipped -> skipped.reason().isMissingDigest())
                    .forEach(skipped -> errors.add(new FieldError("onMissingDigest", skipped.sentence())));
        }
        String selector = selector(filter);
        return new DeploymentList(
                contents.containers().stream()
                        .map(container -> deployment(container, template, selector))
                        .toList(),
                List.copyOf(errors),
                contents.skipped(),
                List.copyOf(notices));
    }

    /** Returns the filter's selector as entries store it; null if the filter selects every pod. */
    static String selector(ClusterFilter filter) {
        String text = filter.selector().normalized();
        return text.isEmpty() ? null : text;
    }

    private static ClusterDeployment deployment(
            RunningContainer container, DeploymentNameTemplate template, String selector) {
        Workload workload = container.workload();
        return new ClusterDeployment(
                Texts.get(
                        "place.container",
                        RecordField.quoted(container.container()),
                        workload.kind(),
                        RecordField.quoted(workload.namespace() + '/' + workload.name())),
                container.image(),
                container.digest().value(),
                null,
                template.nameOf(container),
                container.version(),
                null,
                null,
                container.tags().isEmpty()
                        ? null
                        : container.tags().entrySet().stream()
                                .map(tag -> new ClusterDeployment.TypedTag(tag.getKey(), tag.getValue()))
                                .toList(),
                container.runtimeRisks().isEmpty()
                        ? null
                        : container.runtimeRisks().stream()
                                .sorted()
                                .map(RuntimeRisk::jsonName)
                                .toList(),
                new OutboxEntry.Workload(
                        workload.namespace(), workload.kind(), workload.name(), container.container(), selector));
    }
}
