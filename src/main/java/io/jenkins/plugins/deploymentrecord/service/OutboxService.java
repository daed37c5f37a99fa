package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.outbox.KeyIndex;
import io.jenkins.plugins.deploymentrecord.outbox.Outbox;
import io.jenkins.plugins.deploymentrecord.run.Histories;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import jenkins.util.SystemProperties;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The outbox of this Jenkins: opened once jobs are loaded, closed when Jenkins shuts down. */
@Extension
@Restricted(NoExternalUse.class)
public class OutboxService extends ItemListener {

    /** Relative to JENKINS_HOME. */
    static final String DIRECTORY = "github-deployment-record";

    private static final Logger LOGGER = Logger.getLogger(OutboxService.class.getName());

    private static final long MAX_SECONDS = 3;

    private static final String HELD = "io.jenkins.plugins.deploymentrecord.outbox.held";

    private final Warnings warnings = new Warnings();

    private final Notices notices = new Notices();

    /** Null before jobs are loaded, and if the outbox could not be opened. */
    @CheckForNull
    private volatile Outbox outbox;

    /**
     * Returns the outbox of the running Jenkins.
     *
     * @throws IOException if the outbox is not open
     */
    @NonNull
    public static Outbox outbox() throws IOException {
        Outbox opened = get().outbox;
        if (opened == null) {
            throw new IOException(Messages.OutboxService_notOpen());
        }
        return opened;
    }

    /**
     * Returns the present states of the keys that match, from all jobs.
     *
     * @throws IOException if the outbox does not answer within 3 s, or if another process owns it
     */
    @NonNull
    public static KeyIndex keys(Predicate<DeploymentKey> filter) throws IOException {
        return await(outbox().keys(filter));
    }

    /**
     * Waits for the outbox on behalf of a caller that must not wait for long if the outbox hangs.
     *
     * @throws IOException if the outbox does not answer within 3 s, or if it reports an error
     */
    public static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(noAnswer(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(noAnswer()).initCause(e);
        }
    }

    /** Returns a message for users: the outbox does not answer. */
    @NonNull
    public static String noAnswer() {
        return Messages.OutboxService_noAnswer();
    }

    public static OutboxService get() {
        return ExtensionList.lookupSingleton(OutboxService.class);
    }

    /** Returns null before jobs are loaded, and if the outbox could not be opened. */
    @CheckForNull
    public Outbox outboxOrNull() {
        return outbox;
    }

    @NonNull
    public Warnings warnings() {
        return warnings;
    }

    @NonNull
    public Notices notices() {
        return notices;
    }

    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, before = InitMilestone.COMPLETED)
    @Restricted(NoExternalUse.class)
    public static void open() {
        get().start();
    }

    private void start() {
        Path home = Jenkins.get().getRootDir().toPath();
        var settings = new Outbox.Settings(home.resolve(DIRECTORY), identity(), SystemProperties.getBoolean(HELD));
        try {
            outbox = Outbox.open(
                    settings,
                    Histories.writer(),
                    new CredentialTokens(),
                    new GitHubSender(notices),
                    new OutboxEvents(warnings));
            new KeyRestorer(outbox).begin();
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> "The outbox in " + settings.directory() + " cannot be opened");
        }
    }

    /** Returns values that differ if the home directory was restored elsewhere or cloned. */
    List<String> identity() {
        Path home = Jenkins.get().getRootDir().toPath();
        String url = JenkinsLocationConfiguration.get().getUrl();
        return List.of(
                Objects.requireNonNullElse(url, ""), home.toAbsolutePath().toString(), hostName());
    }

    /** Returns an empty name in a container, since a container has a new host name after each start. */
    private static String hostName() {
        try {
            return isInContainer() ? "" : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static boolean isInContainer() {
        if (System.getenv("KUBERNETES_SERVICE_HOST") != null) {
            return true;
        }
        for (Path root : FileSystems.getDefault().getRootDirectories()) {
            if (Files.exists(root.resolve(".dockerenv")) || Files.exists(root.resolve("run/.containerenv"))) {
                return true;
            }
        }
        return false;
    }

    @Terminator
    @Restricted(NoExternalUse.class)
    public static void close() {
        // empty if Jenkins failed before its extensions were loaded
        for (OutboxService service : ExtensionList.lookup(OutboxService.class)) {
            Outbox opened = service.outbox;
            if (opened != null) {
                opened.close();
            }
            Histories.writer().close();
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Outbox opened = outbox;
        if (opened != null) {
            opened.moved(oldFullName, newFullName);
        }
    }
}
