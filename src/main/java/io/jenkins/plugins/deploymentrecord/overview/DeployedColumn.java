package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.EnvironmentOrder;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.run.DeploymentRecordView;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuild;
import io.jenkins.plugins.deploymentrecord.run.RecordedBuilds;
import io.jenkins.plugins.deploymentrecord.service.HistoryEntries;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A list view column that shows, for each environment, the newest version that the job recorded and that GitHub still
 * has.
 */
@Restricted(NoExternalUse.class)
public class DeployedColumn extends ListViewColumn {

    private static final Logger LOGGER = Logger.getLogger(DeployedColumn.class.getName());

    /**
     * The request attribute that caches the confirmed records of each job, so that the index is read once for each
     * list.
     */
    private static final String RECORDS = DeployedColumn.class.getName();

    /** As typed; null for all environments. */
    private String environments;

    @DataBoundConstructor
    public DeployedColumn() {}

    /**
     * Returns the names of the environments in the order of display, separated by commas; null for all environments.
     */
    @CheckForNull
    public String getEnvironments() {
        return environments;
    }

    @DataBoundSetter
    public void setEnvironments(String environments) {
        this.environments = Util.fixEmptyAndTrim(environments);
    }

    /** Returns the newest record of each environment, in the order of the environments. */
    public List<DeploymentRecordView> deployed(Job<?, ?> job) {
        var byEnvironment = new TreeMap<String, KeyRecord>(
                DeploymentRecordsConfiguration.get().environments());
        records().getOrDefault(job.getFullName(), List.of()).stream()
                .sorted(Comparator.comparing(record -> record.entry().number()))
                .forEach(record -> byEnvironment.put(record.entry().key().logicalEnvironment(), record));
        if (environments != null) {
            return views(
                    job,
                    EnvironmentOrder.names(environments).stream()
                            .map(byEnvironment::get)
                            .toList());
        }
        return views(job, List.copyOf(byEnvironment.values()));
    }

    private static List<DeploymentRecordView> views(Job<?, ?> job, List<KeyRecord> records) {
        var views = new ArrayList<DeploymentRecordView>();
        var builds = new RecordedBuilds();
        for (KeyRecord record : records) {
            if (record != null) {
                var build = new RecordedBuild(
                        job, job.getFullName(), record.entry().origin().build(), builds);
                var view = new DeploymentRecordView(build, HistoryEntries.of(record));
                if (DeploymentFilter.DEPLOYED.equals(view.getStatus())) {
                    views.add(view);
                }
            }
        }
        return views;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<KeyRecord>> records() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request != null && request.getAttribute(RECORDS) instanceof Map<?, ?> known) {
            return (Map<String, List<KeyRecord>>) known;
        }
        Map<String, List<KeyRecord>> read = read();
        if (request != null) {
            request.setAttribute(RECORDS, read);
        }
        return read;
    }

    private static Map<String, List<KeyRecord>> read() {
        try {
            return OutboxService.keys(key -> true).states().stream()
                    .map(KeyState::confirmed)
                    .filter(record -> record != null)
                    .collect(Collectors.groupingBy(
                            record -> record.entry().origin().job()));
        } catch (IOException e) {
            // the list of jobs is shown without this column's content
            LOGGER.log(Level.FINE, e, () -> "deployments are not known");
            return Map.of();
        }
    }

    /** The column is not part of default views. */
    @Extension
    @Symbol("deployed")
    public static class DescriptorImpl extends ListViewColumnDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeployedColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
