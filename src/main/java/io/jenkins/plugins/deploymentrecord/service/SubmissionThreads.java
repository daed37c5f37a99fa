package io.jenkins.plugins.deploymentrecord.service;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Threads for the work before a record is accepted, which can take long: reading an artifact on its agent, asking whether a
 * credential is there. Few for each agent and each credential, so that an agent or a secret store that hangs delays its
 * own records only.
 */
@Restricted(NoExternalUse.class)
public final class SubmissionThreads {

    private static final int MAX_PER_GROUP = 4;
    private static final long IDLE_SECONDS = 30;

    private static final Map<String, ThreadPoolExecutor> GROUPS = new ConcurrentHashMap<>();

    private SubmissionThreads() {}

    /**
     * Runs work that needs no agent.
     *
     * @param credentialsId as typed; null for that of the server
     * @return to be cancelled with an interrupt
     */
    public static Future<?> submit(String credentialsId, Runnable work) {
        return group("credential " + credentialsId).submit(work);
    }

    /** Runs work that reads a file where the workspace is. */
    public static Future<?> submitOnAgent(FilePath workspace, Runnable work) {
        Computer computer = workspace.toComputer();
        return group("agent " + (computer == null ? "" : computer.getName())).submit(work);
    }

    private static ExecutorService group(String name) {
        return GROUPS.computeIfAbsent(name, any -> pool());
    }

    private static ThreadPoolExecutor pool() {
        var pool = new ThreadPoolExecutor(
                MAX_PER_GROUP,
                MAX_PER_GROUP,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: submission"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
