package io.jenkins.plugins.deploymentrecord.delivery;

/** At most one timer, the earliest that was asked for. Guarded by the lock of {@link Deliveries}. */
final class Alarm {

    private Scheduler.Timer timer;
    private long at;

    /** Whether a timer for this time is needed, as none rings before or at it; the one that is set is called off then. */
    boolean isNeeded(long time) {
        if (timer != null && at <= time) {
            return false;
        }
        off();
        return true;
    }

    void set(long time, Scheduler.Timer set) {
        at = time;
        timer = set;
    }

    /** It rang, or is not needed any more. */
    void off() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
