package io.jenkins.plugins.deploymentrecord.pipeline;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.ContextResettingExecutorService;

/**
 * A few threads for what a step does before it sends: reading an artifact on its agent, asking GitHub for an App's token.
 * Each can take long, so that it is neither the Pipeline's own thread nor {@code jenkins.util.Timer}'s.
 */
final class PreparationThreads {

    private static final int MOST = 8;
    private static final long IDLE_SECONDS = 30;

    private static final ExecutorService THREADS = new ContextResettingExecutorService(pool());

    private PreparationThreads() {}

    /** @return to be cancelled with an interrupt */
    static Future<?> submit(Runnable preparation) {
        return THREADS.submit(preparation);
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
