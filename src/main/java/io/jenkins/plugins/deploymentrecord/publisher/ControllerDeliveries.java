package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentrecord.configuration.GitHubHttp;
import io.jenkins.plugins.deploymentrecord.delivery.Deliveries;
import io.jenkins.plugins.deploymentrecord.delivery.Scheduler;
import io.jenkins.plugins.deploymentrecord.delivery.TimeSource;
import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The controller's one {@link Deliveries}, with its one thread for what is to happen later, and its log on disk. */
@Extension
@Restricted(NoExternalUse.class)
public class ControllerDeliveries {

    private final ScheduledThreadPoolExecutor timer = timer();
    private final SentLogFile log = new SentLogFile(Jenkins.get().getRootDir().toPath());
    private final Deliveries deliveries = new Deliveries(
            TimeSource.system(), Scheduler.on(timer), RandomGenerator.getDefault(), log, GitHubHttp.MOST_CALLS);

    public static Deliveries get() {
        return ExtensionList.lookupSingleton(ControllerDeliveries.class).deliveries;
    }

    /** What still waits is sent again after the restart. */
    @Terminator
    public static void stop() throws IOException {
        for (ControllerDeliveries running : ExtensionList.lookup(ControllerDeliveries.class)) {
            running.timer.shutdownNow();
            running.log.close();
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                new NamingThreadFactory(new DaemonThreadFactory(), "recordDeployment-timer"),
                // once it is shut down
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(30, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
