package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps marks for as long as the process lives. */
final class MemoryLog implements SentLog {

    private final Map<DeploymentKey, Mark> marks = new HashMap<>();
    private final Map<String, List<Instant>> sent = new HashMap<>();
    private final Map<String, Instant> limits = new HashMap<>();
    private long asked;

    @Override
    public synchronized Mark mark(DeploymentKey key) {
        return marks.getOrDefault(key, Mark.NONE);
    }

    @Override
    public synchronized void mark(DeploymentKey key, Mark mark) {
        marks.put(key, mark);
    }

    @Override
    public synchronized long newestAsked() {
        return marks.values().stream()
                .mapToLong(mark -> Math.max(mark.confirmed(), mark.underway()))
                .reduce(asked, Math::max);
    }

    @Override
    public synchronized void asked(long number) {
        asked = Math.max(asked, number);
    }

    @Override
    public synchronized Usage usage(String paceKey) {
        return new Usage(sent.getOrDefault(paceKey, List.of()), limits.get(paceKey));
    }

    @Override
    public synchronized void sent(String paceKey, Instant at) {
        List<Instant> times = sent.computeIfAbsent(paceKey, key -> new ArrayList<>());
        times.removeIf(time -> time.plusSeconds(REMEMBERED_SECONDS).isBefore(at));
        times.add(at);
    }

    @Override
    public synchronized void limited(String paceKey, Instant until) {
        limits.merge(paceKey, until, (one, other) -> one.isAfter(other) ? one : other);
    }
}
