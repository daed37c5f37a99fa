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

/** The comparisons of each user: one for each page, in memory, until an hour after its end. Safe for all threads. */
@Extension
@Restricted(NoExternalUse.class)
public class Comparisons {

    /** Of all users together; of those that have ended, the oldest goes. */
    static final int MAX_KEPT = 20;

    private static final Duration KEPT = Duration.ofHours(1);

    /** The oldest first. Guarded by this. */
    private final SequencedMap<Place, Comparison> kept = new LinkedHashMap<>();

    /** @param page tells it from other pages */
    private record Place(String user, String page) {

        static Place of(String page) {
            return new Place(Jenkins.getAuthentication2().getName(), page);
        }
    }

    static Comparisons get() {
        return ExtensionList.lookupSingleton(Comparisons.class);
    }

    /** The comparison of the present user; null if there is none. */
    @CheckForNull
    synchronized Comparison find(String page) {
        Instant oldest = Instant.now().minus(KEPT);
        kept.values().removeIf(each -> each.hasEndedBefore(oldest));
        return kept.get(Place.of(page));
    }

    /**
     * Begins a comparison for the present user, in the place of one that has ended.
     *
     * @return false if another comparison of the user and page runs, or too many of others
     */
    boolean begin(String page, Comparison comparison) {
        synchronized (this) {
            Comparison before = find(page);
            if (before != null && before.isRunning()) {
                return false;
            }
            kept.remove(Place.of(page));
            if (kept.size() >= MAX_KEPT && !forgetOldest()) {
                return false;
            }
            kept.put(Place.of(page), comparison);
        }
        comparison.begin();
        return true;
    }

    private boolean forgetOldest() {
        for (Iterator<Comparison> all = kept.values().iterator(); all.hasNext(); ) {
            if (!all.next().isRunning()) {
                all.remove();
                return true;
            }
        }
        return false;
    }
}
