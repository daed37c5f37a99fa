package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.delivery.Delivery;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.ContextResettingExecutorService;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A few threads for what comes before and after a delivery: reading an artifact on its agent, asking GitHub for an App's
 * token, writing a build's log. Each can take long, so that it is neither the Pipeline's own thread nor {@code
 * jenkins.util.Timer}'s.
 */
@Restricted(NoExternalUse.class)
public final class PublisherThreads {

    private static final int MOST_PREPARING = 5;
    private static final int MOST_READING = 5;
    private static final int MOST_REPORTING = 2;
    private static final long IDLE_SECONDS = 30;

    private static final ExecutorService PREPARING = pool(MOST_PREPARING, "recordDeployment-prepare");
    /** Apart, so that agents that hang hold up no deployment that needs none. */
    private static final ExecutorService READING = pool(MOST_READING, "recordDeployment-artifact");
    /** Apart, so that agents that hang do not hold up what is done. */
    private static final ExecutorService REPORTING = pool(MOST_REPORTING, "recordDeployment-report");

    /** Apart, so that an abort waits for nobody. */
    private static final ExecutorService ABORTING = pool(1, "recordDeployment-abort");

    private PublisherThreads() {}

    /** Gives a delivery up, which lets others go: not the work of the thread that runs a Pipeline's Groovy. */
    public static void abort(Delivery delivery) {
        ABORTING.execute(delivery::cancel);
    }

    /** @return to be cancelled with an interrupt */
    public static Future<?> prepare(Runnable preparation) {
        return PREPARING.submit(preparation);
    }

    /**
     * For a deployment whose artifact has to be read first.
     *
     * @return to be cancelled with an interrupt
     */
    public static Future<?> prepareWithArtifact(Runnable preparation) {
        return READING.submit(preparation);
    }

    static Executor reporting() {
        return REPORTING;
    }

    private static ExecutorService pool(int most, String name) {
        var pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), name));
        pool.allowCoreThreadTimeOut(true);
        return new ContextResettingExecutorService(pool);
    }
}
