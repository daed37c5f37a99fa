package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.listeners.SaveableListener;
import hudson.security.Permission;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The servers and defaults, in Manage Jenkins → System and in {@code unclassified: deploymentRecords:}. Servers need
 * Administer, since a user who sets a server's URL and credential can send the token anywhere. Defaults need Manage.
 */
@Extension
@Symbol("deploymentRecords")
@Restricted(NoExternalUse.class)
public class DeploymentRecordsConfiguration extends GlobalConfiguration {

    private static final Logger LOGGER = Logger.getLogger(DeploymentRecordsConfiguration.class.getName());

    /** Written by XStream, so a plain list. Replaced as a whole, never modified. */
    private volatile List<DeploymentRecordServer> servers = new ArrayList<>();

    /** Null until set, so that the export of an untouched page is empty. */
    private volatile DeploymentDefaults defaults;

    /** In seconds; null for the default. */
    private volatile Integer timeoutSeconds;

    /** As typed; null for alphabetical order. */
    private volatile String environmentOrder;

    public DeploymentRecordsConfiguration() {
        super.load();
        servers = withoutGaps(servers);
    }

    /**
     * Loads all values from the file. A value that the file lacks gets its initial value, as do all values if there is
     * no file. A running build sees each setting either as it was or as it is in the file. A file that cannot be read
     * changes nothing. Notifies listeners, as a save does.
     */
    @Override
    public synchronized void load() {
        XmlFile file = getConfigFile();
        try {
            var read = file.exists() ? (DeploymentRecordsConfiguration) file.read() : null;
            servers = withoutGaps(read == null ? null : read.servers);
            defaults = read == null ? null : read.defaults;
            timeoutSeconds = read == null ? null : read.timeoutSeconds;
            environmentOrder = read == null ? null : read.environmentOrder;
            SaveableListener.fireOnChange(this, file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> Messages.DeploymentRecordsConfiguration_unreadable(file));
        }
    }

    /**
     * Returns the servers of a file. A file that was written by hand may have no list, or an empty entry in the list.
     */
    private static List<DeploymentRecordServer> withoutGaps(@CheckForNull List<DeploymentRecordServer> read) {
        var servers = new ArrayList<DeploymentRecordServer>(Util.fixNull(read));
        servers.removeIf(Objects::isNull);
        return servers;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsConfiguration_displayName();
    }

    public static DeploymentRecordsConfiguration get() {
        return ExtensionList.lookupSingleton(DeploymentRecordsConfiguration.class);
    }

    /** The permission for the whole page. The servers on the page need Administer. */
    @NonNull
    @Override
    public Permission getRequiredGlobalConfigPagePermission() {
        return Jenkins.MANAGE;
    }

    /** Returns the servers in the administrator's order. The first server is the default. */
    @NonNull
    public List<DeploymentRecordServer> getServers() {
        return Collections.unmodifiableList(servers);
    }

    /** @throws IllegalArgumentException naming every server that cannot be used, and the reason */
    @DataBoundSetter
    public void setServers(List<DeploymentRecordServer> servers) {
        List<DeploymentRecordServer> given = new ArrayList<>(Util.fixNull(servers));
        refuse(ServerErrors.of(given));
        this.servers = given;
        save();
    }

    @CheckForNull
    public DeploymentDefaults getDefaults() {
        return defaults;
    }

    /** @throws IllegalArgumentException naming every default that cannot be used, and the reason */
    @DataBoundSetter
    public void setDefaults(@CheckForNull DeploymentDefaults defaults) {
        refuse(defaults == null ? List.of() : defaults.errors());
        this.defaults = defaults == null || defaults.isEmpty() ? null : defaults;
        save();
    }

    @CheckForNull
    public Integer getTimeoutSeconds() {
        return timeoutSeconds;
    }

    /**
     * @param timeoutSeconds the time-out of a whole call; null for the default
     * @throws IllegalArgumentException if the number is out of range
     */
    @DataBoundSetter
    public void setTimeoutSeconds(@CheckForNull Integer timeoutSeconds) {
        refuse(NumberSetting.TIMEOUT_SECONDS.check(timeoutSeconds).stream().toList());
        this.timeoutSeconds = timeoutSeconds;
        save();
    }

    /**
     * Returns the names of logical environments, separated by commas, in the order of pages; null for alphabetical
     * order.
     */
    @CheckForNull
    public String getEnvironmentOrder() {
        return environmentOrder;
    }

    /** @throws IllegalArgumentException if a name cannot be used, or is repeated */
    @DataBoundSetter
    public void setEnvironmentOrder(@CheckForNull String environmentOrder) {
        refuse(EnvironmentOrder.check(environmentOrder).stream().toList());
        this.environmentOrder = TypedText.trimToNull(environmentOrder);
        save();
    }

    /** Returns the order of logical environments on pages. */
    @NonNull
    public EnvironmentOrder environments() {
        return EnvironmentOrder.of(environmentOrder);
    }

    /**
     * Returns the time-out of a whole call to GitHub; the default if an edited file has a number that is out of range.
     */
    Duration timeout() {
        return Duration.ofSeconds(NumberSetting.TIMEOUT_SECONDS.orDefault(timeoutSeconds));
    }

    /**
     * @param name the server's name in a job; blank for the first server
     * @return empty if there is no such server
     */
    public Optional<DeploymentRecordServer> findServer(@CheckForNull String name) {
        String wanted = TypedText.trimToNull(name);
        return servers.stream()
                .filter(server -> wanted == null || server.getName().equals(wanted))
                .findFirst();
    }

    /** Returns the server that may receive records of an API URL; empty if no server has the URL. */
    public Optional<DeploymentRecordServer> findByUrl(String apiUrl) {
        return servers.stream()
                .filter(server -> ApiUrl.parse(server.getApiUrl())
                        .map(ApiUrl::toString)
                        .filter(apiUrl::equals)
                        .isPresent())
                .findFirst();
    }

    /** Changes only the values that the page contains: Jenkins passes an empty object if the page lacks the section. */
    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        var posted = new PostedConfiguration(req, json);
        Optional<List<DeploymentRecordServer>> postedServers =
                Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? posted.servers() : Optional.empty();
        Optional<DeploymentDefaults> postedDefaults = posted.defaults(defaults);
        Optional<String> postedTimeout = posted.timeoutSeconds();
        Optional<String> postedOrder = posted.environmentOrder();
        var errors = new ArrayList<FieldError>();
        postedServers.map(posted::serverErrors).ifPresent(errors::addAll);
        postedDefaults.map(DeploymentDefaults::errors).ifPresent(errors::addAll);
        postedTimeout.flatMap(NumberSetting.TIMEOUT_SECONDS::check).ifPresent(errors::add);
        postedOrder.flatMap(EnvironmentOrder::check).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            // checked before anything changes: a refused page leaves everything unchanged
            throw new FormException(
                    Messages.DeploymentRecordsConfiguration_refused(lines(errors)),
                    errors.get(0).field());
        }
        try (BulkChange all = new BulkChange(this)) {
            postedServers.ifPresent(this::setServers);
            postedDefaults.ifPresent(this::setDefaults);
            postedTimeout.ifPresent(typed -> setTimeoutSeconds(typed.isEmpty() ? null : Integer.valueOf(typed)));
            postedOrder.ifPresent(this::setEnvironmentOrder);
            all.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @POST
    public FormValidation doCheckTimeoutSeconds(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.MANAGE)
                ? FieldErrorValidation.of(NumberSetting.TIMEOUT_SECONDS.check(value))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckEnvironmentOrder(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.MANAGE)
                ? FieldErrorValidation.of(EnvironmentOrder.check(value))
                : FormValidation.ok();
    }

    /**
     * Configuration as Code sets one key after another, and saves when all keys are set. If a key is refused, the keys
     * that were set before it are reverted, so that memory agrees with the file.
     */
    private void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            load();
            throw new IllegalArgumentException(Messages.DeploymentRecordsConfiguration_invalid(lines(errors)));
        }
    }

    private static String lines(List<FieldError> errors) {
        return errors.stream().map(FieldError::toString).collect(Collectors.joining("\n"));
    }
}
