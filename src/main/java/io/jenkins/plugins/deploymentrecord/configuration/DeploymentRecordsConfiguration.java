package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.security.Permission;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordClient;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * Administer, since who sets a server's URL and credential can send the token anywhere; defaults need Manage.
 */
@Extension
@Symbol("deploymentRecords")
@Restricted(NoExternalUse.class)
public class DeploymentRecordsConfiguration extends GlobalConfiguration {

    private static final int LONGEST_TIMEOUT = 300;

    /** Written by XStream, so a plain list. */
    private List<DeploymentRecordServer> servers = new ArrayList<>();

    /** Null until set, so that an untouched page is exported as nothing. */
    private DeploymentDefaults defaults;

    /** In seconds; null for {@link DeploymentRecordClient#CALL_TIMEOUT}. */
    private Integer timeoutSeconds;

    public DeploymentRecordsConfiguration() {
        load();
        // a file that was written by hand may have no list, or an empty entry in it
        servers = servers == null ? new ArrayList<>() : servers;
        servers.removeIf(Objects::isNull);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentRecordsConfiguration_displayName();
    }

    public static DeploymentRecordsConfiguration get() {
        return ExtensionList.lookupSingleton(DeploymentRecordsConfiguration.class);
    }

    /** For the page as a whole; the servers on it need Administer. */
    @NonNull
    @Override
    public Permission getRequiredGlobalConfigPagePermission() {
        return Jenkins.MANAGE;
    }

    /** In the administrator's order; the first one is the default. */
    @NonNull
    public List<DeploymentRecordServer> getServers() {
        return Collections.unmodifiableList(servers);
    }

    /** @throws IllegalArgumentException naming every server that cannot be used, and why */
    @DataBoundSetter
    public void setServers(List<DeploymentRecordServer> servers) {
        List<DeploymentRecordServer> given = new ArrayList<>(Util.fixNull(servers));
        refuse(faults(given));
        this.servers = given;
        save();
    }

    @CheckForNull
    public DeploymentDefaults getDefaults() {
        return defaults;
    }

    /** @throws IllegalArgumentException naming every default that cannot be used, and why */
    @DataBoundSetter
    public void setDefaults(@CheckForNull DeploymentDefaults defaults) {
        refuse(defaults == null ? List.of() : defaults.faults());
        this.defaults = defaults == null || defaults.isEmpty() ? null : defaults;
        save();
    }

    @CheckForNull
    public Integer getTimeoutSeconds() {
        return timeoutSeconds;
    }

    /**
     * @param timeoutSeconds for a whole call, 1 to 300; null for the default
     * @throws IllegalArgumentException for any other
     */
    @DataBoundSetter
    public void setTimeoutSeconds(@CheckForNull Integer timeoutSeconds) {
        refuse(timeoutFault(timeoutSeconds == null ? null : timeoutSeconds.toString()).stream()
                .toList());
        this.timeoutSeconds = timeoutSeconds;
        save();
    }

    /** For one whole call to GitHub. A file that was edited may have a number that is not allowed. */
    Duration timeout() {
        return timeoutSeconds == null || timeoutFault(timeoutSeconds.toString()).isPresent()
                ? DeploymentRecordClient.CALL_TIMEOUT
                : Duration.ofSeconds(timeoutSeconds);
    }

    /**
     * @param name as a job gives it; blank for the first server
     * @return empty where there is no such server
     */
    public Optional<DeploymentRecordServer> findServer(@CheckForNull String name) {
        String wanted = Util.fixEmptyAndTrim(name);
        return servers.stream()
                .filter(server -> wanted == null || server.getName().equals(wanted))
                .findFirst();
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        boolean mayChangeServers = Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        // bound to a new list: an absent one is an empty one, or the last row could not be deleted
        List<DeploymentRecordServer> postedServers =
                req.bindJSONToList(DeploymentRecordServer.class, json.get("servers"));
        DeploymentDefaults postedDefaults = req.bindJSON(DeploymentDefaults.class, json.getJSONObject("defaults"));
        String typedTimeout = Util.fixEmptyAndTrim(json.optString("timeoutSeconds"));
        var faults = new ArrayList<>(mayChangeServers ? faults(postedServers) : List.of());
        faults.addAll(postedDefaults.faults());
        timeoutFault(typedTimeout).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            // before anything is changed: a page that is refused leaves all as it was
            throw new FormException(lines(faults), faults.get(0).field());
        }
        try (BulkChange all = new BulkChange(this)) {
            if (mayChangeServers) {
                setServers(postedServers);
            }
            setDefaults(postedDefaults);
            setTimeoutSeconds(typedTimeout == null ? null : Integer.valueOf(typedTimeout));
            all.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @POST
    public FormValidation doCheckTimeoutSeconds(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.MANAGE)
                ? FaultValidation.of(timeoutFault(Util.fixEmptyAndTrim(value)))
                : FormValidation.ok();
    }

    private static Optional<Fault> timeoutFault(@CheckForNull String typed) {
        return typed == null
                        || typed.matches("\\d{1,3}")
                                && Integer.parseInt(typed) >= 1
                                && Integer.parseInt(typed) <= LONGEST_TIMEOUT
                ? Optional.empty()
                : Optional.of(new Fault(
                        "timeoutSeconds",
                        Messages.DeploymentRecordsConfiguration_timeout(RecordField.given(typed), LONGEST_TIMEOUT)));
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(Messages.DeploymentRecordsConfiguration_invalid(lines(faults)));
        }
    }

    private static String lines(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }

    private static List<Fault> faults(List<DeploymentRecordServer> servers) {
        var faults = new ArrayList<Fault>();
        var names = new HashSet<String>();
        for (DeploymentRecordServer server : servers) {
            String of = server.getName() + '.';
            if (server.getName().isEmpty()) {
                faults.add(new Fault("name", Messages.DeploymentRecordsConfiguration_nameless(server.getApiUrl())));
            } else if (!names.add(server.getName())) {
                faults.add(new Fault(
                        "name", Messages.DeploymentRecordsConfiguration_twice(RecordField.given(server.getName()))));
            }
            try {
                ApiUrl.of(server.getApiUrl());
            } catch (IllegalArgumentException e) {
                faults.add(new Fault(of + "apiUrl", e.getMessage()));
            }
            server.numberFaults().forEach(fault -> faults.add(new Fault(of + fault.field(), fault.problem())));
            if (server.getOrganization() != null) {
                RecordField.ORGANIZATION
                        .check(server.getOrganization())
                        .ifPresent(fault -> faults.add(new Fault(of + fault.field(), fault.problem())));
            }
        }
        return faults;
    }
}
