package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
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

    private static final int MOST = 8;
    private static final long IDLE_SECONDS = 30;

    private static final ExecutorService THREADS = new ContextResettingExecutorService(pool());

    private PublisherThreads() {}

    /** @return to be cancelled with an interrupt */
    public static Future<?> submit(Runnable preparation) {
        return THREADS.submit(preparation);
    }

    static Executor executor() {
        return THREADS;
    }

    private static ThreadPoolExecutor pool() {
        var pool = new ThreadPoolExecutor(
                MOST,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "recordDeployment"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
