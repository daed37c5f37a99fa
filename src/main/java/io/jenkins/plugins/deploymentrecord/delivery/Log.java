package io.jenkins.plugins.deploymentrecord.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.function.Supplier;

/** A {@link SentLog} that may fail: a full disk shall not keep a record from GitHub. */
final class Log {

    private static final Logger LOGGER = System.getLogger(Log.class.getName());

    private final SentLog kept;

    Log(SentLog kept) {
        this.kept = kept;
    }

    SentLog.Mark mark(DeploymentKey key) {
        return orElse(() -> kept.mark(key), SentLog.Mark.NONE);
    }

    /** @param mark null where nothing changed */
    void mark(DeploymentKey key, SentLog.Mark mark) {
        if (mark != null) {
            guarded(() -> kept.mark(key, mark));
        }
    }

    void asked(long number) {
        guarded(() -> kept.asked(number));
    }

    long newestAsked() {
        return orElse(kept::newestAsked, 0L);
    }

    SentLog.Usage usage(String paceKey) {
        return orElse(() -> kept.usage(paceKey), SentLog.Usage.NONE);
    }

    void sent(String paceKey, Instant at) {
        guarded(() -> kept.sent(paceKey, at));
    }

    void limited(String paceKey, Instant until) {
        guarded(() -> kept.limited(paceKey, until));
    }

    private static void guarded(Runnable write) {
        orElse(
                () -> {
                    write.run();
                    return null;
                },
                null);
    }

    private static <T> T orElse(Supplier<T> read, T fallback) {
        try {
            return read.get();
        } catch (RuntimeException | Error e) {
            LOGGER.log(
                    Level.WARNING,
                    "The log of sent deployment records failed: after a restart their order may not be known",
                    e);
            return fallback;
        }
    }
}
