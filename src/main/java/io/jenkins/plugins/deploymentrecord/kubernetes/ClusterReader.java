package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the output of {@code kubectl get pods,rs,deploy,sts,ds,job,cronjob -A -o json}. Each container of a workload
 * has one result: from the workload's newest running pod, or from the newest finished pod of a Job.
 */
public final class ClusterReader {

    /** In characters, each of which is one byte in kubectl's lists. */
    static final int MAX_YAML = 50 * 1024 * 1024;

    private final ClusterFilter filter;
    private final int maxYaml;

    private final Owners owners = new Owners();
    private final TreeMap<Workload, TreeMap<String, Candidates>> found = new TreeMap<>();
    private final Set<SkippedContainer> skipped = new TreeSet<>();
    private final Set<Workload> existing = new TreeSet<>();
    private final Set<String> listedKinds = new TreeSet<>();
    private final Set<String> notices = new TreeSet<>();

    private ClusterReader(ClusterFilter filter, int maxYaml) {
        this.filter = filter;
        this.maxYaml = maxYaml;
    }

    /** A container of a pod, with a digest. */
    private record Candidate(Item pod, Item.Container container, ContainerImage image) {

        /** A total order, so that the order of the list does not matter. */
        static final Comparator<Candidate> BY_AGE = Comparator.<Candidate, Boolean>comparing(
                        c -> c.pod().isRunning())
                .thenComparing(c -> c.pod().created(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(c -> c.pod().uid(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(c -> c.pod().name())
                .thenComparing(c -> c.image().digest().value())
                .thenComparing(c -> c.container().image());
    }

    /** The candidates for one container of a workload: the newest candidate, and the digests of all candidates. */
    private static final class Candidates {

        private Candidate newest;
        private final Set<String> digests = new HashSet<>();

        void add(Candidate candidate) {
            digests.add(candidate.image().digest().value());
            if (newest == null || Candidate.BY_AGE.compare(candidate, newest) > 0) {
                newest = candidate;
            }
        }
    }

    /**
     * Reads a file to its end; needs a few hundred bytes of memory for each pod, however large the file is.
     *
     * @param in JSON of any size or YAML of at most 50 MB, in UTF-8 or UTF-16; it is closed
     * @throws UnusableListException if the file is not a list of pods from kubectl
     * @throws IOException if the stream cannot be read, or the thread is interrupted
     */
    public static ClusterContents read(InputStream in, ClusterFilter filter) throws IOException, UnusableListException {
        return read(in, filter, MAX_YAML);
    }

    /** @param maxYaml the largest number of characters of a YAML file */
    static ClusterContents read(InputStream in, ClusterFilter filter, int maxYaml)
            throws IOException, UnusableListException {
        return new ClusterReader(filter, maxYaml).read(in);
    }

    private ClusterContents read(InputStream in) throws IOException, UnusableListException {
        var parser = new ListParser(filter);
        List<Item> items = parser.parse(new ListText(in, maxYaml));
        List<Item> pods = items.stream().filter(Item::isPod).toList();
        List<Item> workloads = items.stream()
                .filter(Item::isWorkload)
                .filter(Item::hasIdentity)
                .toList();
        checkCompleteness(pods, workloads, parser.hasOtherItems());
        for (Item workload : workloads) {
            owners.add(workload);
            listedKinds.add(workload.kind());
            existing.add(new Workload(workload.namespace(), workload.kind(), workload.name()));
            owners.workloadOf(workload).ifPresent(existing::add);
        }
        items.stream().filter(item -> item.kind() == null).forEach(item -> skip(item, Reason.NO_METADATA, ""));
        pods.forEach(this::addPod);
        var containers = new ArrayList<RunningContainer>();
        found.forEach((workload, byName) ->
                byName.values().forEach(candidates -> containers.add(result(workload, candidates))));
        return new ClusterContents(
                containers, List.copyOf(skipped), existing, listedKinds, pods.size(), List.copyOf(notices));
    }

    private static void checkCompleteness(List<Item> pods, List<Item> workloads, boolean hasOtherItems)
            throws UnusableListException {
        if (pods.stream().anyMatch(Item::hasIdentity) && pods.stream().noneMatch(Item::hasPhase)) {
            throw UnusableListException.of("list.noStatus");
        }
        // all workloads are scaled to zero: their controllers have processed them, and none reports pods
        boolean allScaledToZero = workloads.stream().anyMatch(Item::observed)
                && workloads.stream().allMatch(workload -> workload.replicas() == 0);
        if (pods.isEmpty() && (hasOtherItems || !workloads.isEmpty()) && !allScaledToZero) {
            throw UnusableListException.of("list.noPods");
        }
    }

    private void addPod(Item pod) {
        if (!pod.hasIdentity()) {
            skip(pod, Reason.NO_METADATA, "");
            return;
        }
        Optional<Workload> workload = owners.workloadOf(pod);
        workload.ifPresent(existing::add);
        if (!pod.selected() || !filter.coversNamespace(pod.namespace())) {
            return;
        }
        Reason reason = reasonToSkip(pod);
        if (reason != null) {
            skip(pod, reason, detail(pod, reason));
            return;
        }
        for (Item.Container container : pod.containers()) {
            if (container.role() != Item.Role.INIT || filter.initContainers()) {
                addContainer(pod, workload.orElseThrow(), container);
            }
        }
    }

    /** Returns the reason for which a pod's containers have no record; null if they have records. */
    private static Reason reasonToSkip(Item pod) {
        if (pod.owner() == null) {
            return Reason.NO_OWNER;
        }
        if (!pod.owner().isWorkload()) {
            return Reason.OTHER_OWNER;
        }
        if (pod.terminating()) {
            return Reason.TERMINATING;
        }
        if (!pod.hasPhase()) {
            return Reason.NO_STATUS;
        }
        return pod.isRunning() || pod.isFinished() && pod.owner().kind().equals(Owners.JOB) ? null : Reason.PHASE;
    }

    private static String detail(Item pod, Reason reason) {
        return switch (reason) {
            case OTHER_OWNER -> pod.owner().toString();
            case PHASE -> pod.phase();
            default -> "";
        };
    }

    private void addContainer(Item pod, Workload workload, Item.Container container) {
        var image = ContainerImage.of(container.image(), container.imageId());
        if (container.name() == null || container.name().isBlank()) {
            skip(pod, Reason.NO_METADATA, "");
        } else if (container.role() == Item.Role.EPHEMERAL) {
            skip(pod, container, Reason.EPHEMERAL, "");
        } else if (image.missing() != null) {
            skip(pod, container, image.missing(), Objects.requireNonNullElse(container.image(), ""));
        } else {
            found.computeIfAbsent(workload, w -> new TreeMap<>())
                    .computeIfAbsent(container.name(), n -> new Candidates())
                    .add(new Candidate(pod, container, image));
        }
    }

    private RunningContainer result(Workload workload, Candidates candidates) {
        Candidate newest = candidates.newest;
        Item pod = newest.pod();
        ContainerImage image = newest.image();
        String subject = RecordField.quoted(workload.namespace()
                + '/'
                + workload.name()
                + '/'
                + newest.container().name());
        if (candidates.digests.size() > 1) {
            notices.add(Texts.get(
                    "notice.digests",
                    subject,
                    candidates.digests.size(),
                    image.digest(),
                    RecordField.quoted(pod.name())));
        }
        if (image.isReportedOtherwise()) {
            notices.add(Texts.get("notice.pinned", subject, image.digest(), image.reported()));
        }
        boolean tooLong = image.tag() != null && image.tag().length() > RecordField.VERSION.maxLength();
        if (tooLong) {
            notices.add(Texts.get("notice.version", subject, RecordField.VERSION.maxLength()));
        }
        var annotations = GitHubAnnotations.of(owners.annotations(pod, workload), subject, notices);
        return new RunningContainer(
                workload,
                newest.container().name(),
                newest.container().role() == Item.Role.INIT,
                pod.name(),
                image.name(),
                tooLong ? null : image.tag(),
                image.digest(),
                annotations.tags(),
                annotations.runtimeRisks());
    }

    private void skip(Item pod, Reason reason, String detail) {
        skip(pod, new Item.Container(SkippedContainer.ALL, null, null, null), reason, detail);
    }

    private void skip(Item pod, Item.Container container, Reason reason, String detail) {
        skipped.add(new SkippedContainer(
                Objects.requireNonNullElse(pod.namespace(), ""),
                Objects.requireNonNullElse(pod.name(), ""),
                container.name(),
                reason,
                detail));
    }
}
