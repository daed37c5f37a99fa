package io.jenkins.plugins.deploymentrecord.service;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is wrong with the outbox's files, until an administrator dismisses it. Safe for all threads. */
@Restricted(NoExternalUse.class)
public final class Warnings {

    /** The latest of each kind. Guarded by itself. */
    private final Map<Warning, Entry> latest = new EnumMap<>(Warning.class);

    /**
     * One warning.
     *
     * @param at milliseconds since 1970
     * @param detail see {@link Warning}
     */
    public record Entry(Warning warning, long at, Path file, String detail) {}

    public void add(Warning warning, Path file, String detail) {
        synchronized (latest) {
            latest.put(warning, new Entry(warning, System.currentTimeMillis(), file, detail));
        }
    }

    /** In the order of their kinds. */
    public List<Entry> list() {
        synchronized (latest) {
            return List.copyOf(latest.values());
        }
    }

    /** An administrator has seen to them. */
    public void dismiss() {
        synchronized (latest) {
            latest.clear();
        }
    }
}
