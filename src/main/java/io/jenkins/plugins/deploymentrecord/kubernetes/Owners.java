package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the workload of a pod. A ReplicaSet or Job in the list names its owner; otherwise the owner is derived from
 * labels and names, by the rules of Kubernetes' controllers.
 */
final class Owners {

    private static final String DEPLOYMENT = "Deployment";
    private static final String REPLICA_SET = "ReplicaSet";
    static final String JOB = "Job";
    private static final String CRON_JOB = "CronJob";
    private static final String ROLLOUT = "Rollout";

    /**
     * The alphabet of Kubernetes' {@code rand.SafeEncodeString}: from version 1.8 to 1.11, the suffix of a ReplicaSet
     * is its label in this alphabet.
     */
    private static final String SAFE_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    /** A suffix of letters and digits, with at least one digit. */
    private static final Pattern HASH = Pattern.compile("(?=.*\\d)[a-z0-9]+");

    /**
     * The name of a CronJob's Job ends with its scheduled time: in minutes since 1970, before Kubernetes 1.21 in
     * seconds.
     */
    private static final Pattern SCHEDULED = Pattern.compile("(.+)-(\\d{8}|\\d{10})");

    /** A Job creates its pods at the scheduled time, or later if the schedule was missed or a pod is replaced. */
    private static final Duration MAX_EARLY = Duration.ofMinutes(5);

    private static final Duration MAX_LATE = Duration.ofDays(7);

    private final Map<Workload, Item> listed = new HashMap<>();

    /** Adds a workload from the list. */
    void add(Item item) {
        listed.put(new Workload(item.namespace(), item.kind(), item.name()), item);
    }

    /** Returns the workload of a pod, or of a ReplicaSet or Job in the list; empty if there is none. */
    Optional<Workload> workloadOf(Item item) {
        if (!item.isPod()) {
            return Optional.of(above(item));
        }
        Item.Owner owner = item.owner();
        if (owner == null || !owner.isWorkload()) {
            return Optional.empty();
        }
        var direct = new Workload(item.namespace(), owner.kind(), owner.name());
        Item listedOwner = listed.get(direct);
        if (listedOwner != null) {
            return Optional.of(above(listedOwner));
        }
        return Optional.of(
                switch (owner.kind()) {
                    case REPLICA_SET -> ofReplicaSet(item, direct);
                    case JOB -> ofJob(item, direct);
                    default -> direct;
                });
    }

    /** Returns GitHub's annotations of a pod and of its owners, the pod's first. */
    List<Map<String, String>> annotations(Item pod, Workload workload) {
        var levels = new ArrayList<Map<String, String>>();
        levels.add(pod.annotations());
        var direct =
                new Workload(pod.namespace(), pod.owner().kind(), pod.owner().name());
        for (Workload level : direct.equals(workload) ? List.of(direct) : List.of(direct, workload)) {
            Item item = listed.get(level);
            if (item != null) {
                levels.add(item.annotations());
            }
        }
        return levels;
    }

    private static Workload above(Item item) {
        Item.Owner owner = item.owner();
        boolean owned = owner != null
                && switch (item.kind()) {
                    case REPLICA_SET -> owner.isWorkload() && owner.kind().equals(DEPLOYMENT) || owner.isRollout();
                    case JOB -> owner.isWorkload() && owner.kind().equals(CRON_JOB);
                    default -> false;
                };
        return owned
                ? new Workload(item.namespace(), owner.kind(), owner.name())
                : new Workload(item.namespace(), item.kind(), item.name());
    }

    private static Workload ofReplicaSet(Item pod, Workload replicaSet) {
        String name = replicaSet.name();
        int dash = name.lastIndexOf('-');
        if (dash <= 0) {
            return replicaSet;
        }
        String suffix = name.substring(dash + 1);
        String kind = null;
        if (pod.rolloutHash() != null && isHash(suffix, pod.rolloutHash())) {
            kind = ROLLOUT;
        } else if (pod.templateHash() != null
                && (isHash(suffix, pod.templateHash()) || isEditedHash(suffix, pod.templateHash()))) {
            kind = DEPLOYMENT;
        }
        return kind == null ? replicaSet : new Workload(replicaSet.namespace(), kind, name.substring(0, dash));
    }

    private static boolean isHash(String suffix, String label) {
        return suffix.equals(label) || suffix.equals(safeEncoded(label));
    }

    /**
     * Only the Deployment controller sets the label, so a suffix of the same length that looks like a hash is a hash,
     * too.
     */
    private static boolean isEditedHash(String suffix, String label) {
        return suffix.length() == label.length() && HASH.matcher(suffix).matches();
    }

    private static String safeEncoded(String label) {
        return label.chars()
                .mapToObj(c -> String.valueOf(SAFE_ALPHABET.charAt(c % SAFE_ALPHABET.length())))
                .collect(Collectors.joining());
    }

    private static Workload ofJob(Item pod, Workload job) {
        var matcher = SCHEDULED.matcher(job.name());
        if (pod.created() == null || !matcher.matches()) {
            return job;
        }
        long number = Long.parseLong(matcher.group(2));
        Instant scheduled = Instant.ofEpochSecond(matcher.group(2).length() == 8 ? number * 60 : number);
        Duration late = Duration.between(scheduled, pod.created());
        return late.compareTo(MAX_EARLY.negated()) >= 0 && late.compareTo(MAX_LATE) <= 0
                ? new Workload(job.namespace(), CRON_JOB, matcher.group(1))
                : job;
    }
}
