package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer;
import io.jenkins.plugins.deploymentrecord.kubernetes.Workload;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the missing deployments: recorded by the same job, covered by the call, and with a workload that the list does
 * not show. A workload that the list shows exists, whether or not it runs.
 */
final class MissingDeployments {

    private static final String FIELD = "decommissionMissing";
    private static final int MAX_NAMED = 20;
    private static final String REPLICA_SET = "ReplicaSet";

    /** A ReplicaSet in the list names its owner, so the owner is visible even without pods. */
    private static final Set<String> SEEN_BY_REPLICA_SETS = Set.of("Deployment", "Rollout");

    private final Decommissioning call;
    private final ClusterContents contents;
    private final String selector;
    private final Set<String> namespaces = new HashSet<>();
    private final List<String> notices;

    private MissingDeployments(Decommissioning call, List<String> notices) {
        this.call = call;
        this.contents = call.contents();
        this.selector = ContainerDeployments.selector(call.filter());
        this.notices = notices;
        contents.existing().forEach(workload -> namespaces.add(workload.namespace()));
        contents.skipped().stream()
                .map(SkippedContainer::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .forEach(namespaces::add);
    }

    /**
     * Finds the missing deployments.
     *
     * @param known the known records of the call's target
     * @param listed the deployment names of the call's own records
     * @param notices receives sentences about deployments that are left alone
     * @throws InvalidDeploymentException if the list cannot show which deployments are missing, or if too many are
     *     missing
     */
    static List<ClusterRecord> of(
            Decommissioning call, Collection<KnownRecord> known, Set<String> listed, List<String> notices)
            throws InvalidDeploymentException {
        if (call.contents() == null) {
            throw error(FIELD, Texts.get("missing.typed"));
        }
        if (!call.contents().workloadsListed() && !Boolean.FALSE.equals(call.workloadsListed())) {
            throw error("workloadsListed", Texts.get("missing.noWorkloads"));
        }
        return new MissingDeployments(call, notices).find(known, listed);
    }

    private List<ClusterRecord> find(Collection<KnownRecord> known, Set<String> listed)
            throws InvalidDeploymentException {
        List<KnownRecord> own = known.stream().filter(this::isCovered).toList();
        List<KnownRecord> shown = leaveAlone(own, "missing.otherNamespaces", this::showsNamespace);
        List<KnownRecord> covered = leaveAlone(shown, "missing.otherKinds", this::showsKind);
        List<KnownRecord> missing = covered.stream()
                .filter(record -> !listed.contains(record.record().deploymentName()) && !exists(record))
                .sorted(Comparator.comparing(record -> record.record().deploymentName()))
                .toList();
        if (missing.size() * 100L > (long) call.maxPercent() * covered.size()) {
            throw error("maxDecommissionPercent", tooMany(missing, covered.size()));
        }
        return missing.stream().map(KnownRecord::decommissioned).toList();
    }

    private boolean isCovered(KnownRecord known) {
        OutboxEntry.Workload workload = known.entry().workload();
        return workload != null
                && known.record().status() == DeploymentStatus.DEPLOYED
                && known.entry().origin().job().equals(call.job())
                && call.filter().coversNamespace(workload.namespace())
                && (selector == null || selector.equals(workload.selector()));
    }

    /**
     * Whether the list shows the namespace. kubectl lists one namespace or all, so a list with a single namespace may
     * be limited to it, unless the call names other namespaces.
     */
    private boolean showsNamespace(KnownRecord known) {
        return namespaces.size() > 1
                || !call.filter().namespaces().isEmpty()
                || namespaces.contains(known.entry().workload().namespace());
    }

    /** Whether the list shows the kind. If it has no items of the kind, kubectl may not have listed the kind. */
    private boolean showsKind(KnownRecord known) {
        String kind = known.entry().workload().kind();
        return call.workloadsListed() != null
                || contents.listedKinds().contains(kind)
                || SEEN_BY_REPLICA_SETS.contains(kind) && contents.listedKinds().contains(REPLICA_SET);
    }

    private boolean exists(KnownRecord known) {
        OutboxEntry.Workload workload = known.entry().workload();
        return contents.existing().contains(new Workload(workload.namespace(), workload.kind(), workload.name()));
    }

    private List<KnownRecord> leaveAlone(List<KnownRecord> records, String key, Predicate<KnownRecord> isShown) {
        Map<Boolean, List<KnownRecord>> parts = records.stream().collect(Collectors.partitioningBy(isShown));
        if (!parts.get(false).isEmpty()) {
            notices.add(Texts.get(key, parts.get(false).size()));
        }
        return parts.get(true);
    }

    private String tooMany(List<KnownRecord> missing, int covered) {
        var names = new ArrayList<String>();
        missing.stream()
                .limit(MAX_NAMED)
                .forEach(record -> names.add(RecordField.quoted(record.record().deploymentName())));
        String list = String.join(", ", names);
        return Texts.get(
                "missing.tooMany",
                missing.size(),
                covered,
                call.maxPercent(),
                missing.size() > MAX_NAMED ? Texts.get("missing.more", list, missing.size() - MAX_NAMED) : list,
                (missing.size() * 100 + covered - 1) / covered);
    }

    private static InvalidDeploymentException error(String field, String problem) {
        return new InvalidDeploymentException(List.of(new FieldError(field, problem)));
    }
}
