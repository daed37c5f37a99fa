package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Threads for the work before a record is accepted, which can take long: reading an artifact on its agent, or checking
 * that a credential exists. Each build and each credential has few threads, so that a large file, or an agent or a
 * secret store that hangs, delays only its own records.
 */
@Restricted(NoExternalUse.class)
public final class SubmissionThreads {

    private static final int MAX_PER_GROUP = 4;

    private static final Executor THREADS = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), "Deployment records: submission"));

    /** Contains only groups with work, since the number of agent names is unlimited. */
    private static final Map<String, Group> GROUPS = new ConcurrentHashMap<>();

    private SubmissionThreads() {}

    /**
     * Runs work that needs no agent.
     *
     * @param credentialsId as written in the form
     * @return the work, which can be cancelled with an interrupt
     */
    public static Future<?> submit(String credentialsId, Runnable work) {
        return submitTo("credential " + credentialsId, work);
    }

    /**
     * Runs work that needs no agent and uses the credential of a folder or the server.
     *
     * @param folder the full name of the folder that holds the job
     * @return the work, which can be cancelled with an interrupt
     */
    public static Future<?> submitWithDefault(String folder, Runnable work) {
        return submitTo("default credential in " + folder, work);
    }

    /**
     * Runs work that reads a file on the workspace's agent. A build with a workspace holds an executor of its agent, so
     * the number of executors limits the number of threads for an agent.
     */
    public static Future<?> submitOnAgent(FilePath workspace, Run<?, ?> build, Runnable work) {
        Computer computer = workspace.toComputer();
        String agent = computer == null ? "" : computer.getName();
        return submitTo("agent " + agent + " for " + build.getExternalizableId(), work);
    }

    private static Future<?> submitTo(String name, Runnable work) {
        var task = new FutureTask<Void>(work, null) {
            @Override
            public void run() {
                // after a cancellation, too: work that ignores the interrupt still has its thread
                try {
                    super.run();
                } finally {
                    GROUPS.computeIfPresent(name, (any, group) -> group.ended());
                }
            }
        };
        GROUPS.compute(name, (any, group) -> (group == null ? new Group() : group).begin(task));
        return task;
    }

    static int groups() {
        return GROUPS.size();
    }

    private static final class Group {

        /** The number of tasks that have a thread. */
        private int running;

        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

        Group begin(Runnable task) {
            if (running < MAX_PER_GROUP) {
                running++;
                THREADS.execute(task);
            } else {
                waiting.add(task);
            }
            return this;
        }

        /** Returns null if the group has no work left. */
        @CheckForNull
        Group ended() {
            running--;
            Runnable next = waiting.poll();
            if (next != null) {
                begin(next);
            }
            return running == 0 ? null : this;
        }
    }
}
