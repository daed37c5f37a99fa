package io.jenkins.plugins.deploymentrecord.service;

import io.jenkins.plugins.deploymentrecord.outbox.OutboxListener.Warning;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The problems with the outbox's files, kept until an administrator dismisses them. Thread-safe. */
@Restricted(NoExternalUse.class)
public final class Warnings {

    /** The latest warning of each kind. Guarded by itself. */
    private final Map<Warning, Entry> latest = new EnumMap<>(Warning.class);

    /**
     * A problem with a file.
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

    /** Returns the warnings in the order of their kinds. */
    public List<Entry> list() {
        synchronized (latest) {
            return List.copyOf(latest.values());
        }
    }

    /** Removes all warnings. */
    public void dismiss() {
        synchronized (latest) {
            latest.clear();
        }
    }
}
