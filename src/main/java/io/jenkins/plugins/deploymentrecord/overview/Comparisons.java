package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps the comparisons of all users in memory, one for each user and page, until an hour after the comparison's end.
 * Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public class Comparisons {

    /** The maximum number for all users; if necessary, the oldest comparison that has ended is removed. */
    static final int MAX_KEPT = 20;

    private static final Duration RETENTION = Duration.ofHours(1);

    /** The oldest comparison is first. Guarded by this. */
    private final SequencedMap<Place, Comparison> kept = new LinkedHashMap<>();

    /** @param page the name of the page */
    private record Place(String user, String page) {

        static Place of(String page) {
            return new Place(Jenkins.getAuthentication2().getName(), page);
        }
    }

    static Comparisons get() {
        return ExtensionList.lookupSingleton(Comparisons.class);
    }

    /** Returns the comparison of the current user; null if there is none. */
    @CheckForNull
    synchronized Comparison find(String page) {
        Instant oldest = Instant.now().minus(RETENTION);
        kept.values().removeIf(each -> each.hasEndedBefore(oldest));
        return kept.get(Place.of(page));
    }

    /**
     * Begins a comparison for the current user; replaces a comparison that has ended.
     *
     * @return false if another comparison of the user runs on the page, or too many comparisons run
     */
    boolean begin(String page, Comparison comparison) {
        synchronized (this) {
            Comparison before = find(page);
            if (before != null && before.isRunning()) {
                return false;
            }
            kept.remove(Place.of(page));
            if (kept.size() >= MAX_KEPT && !removeOldest()) {
                return false;
            }
            kept.put(Place.of(page), comparison);
        }
        comparison.begin();
        return true;
    }

    private boolean removeOldest() {
        for (Iterator<Comparison> all = kept.values().iterator(); all.hasNext(); ) {
            if (!all.next().isRunning()) {
                all.remove();
                return true;
            }
        }
        return false;
    }
}
