package io.jenkins.plugins.deploymentrecord.service;

import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterPlan;
import io.jenkins.plugins.deploymentrecord.form.ResolvedCluster;
import io.jenkins.plugins.deploymentrecord.form.ResolvedDeployment;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.ClusterName;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.DeploymentStatus;
import io.jenkins.plugins.deploymentrecord.github.RecordReader;
import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import io.jenkins.plugins.deploymentrecord.run.ClusterSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Formats the lines about a build's records for the build's log. */
@Restricted(NoExternalUse.class)
public final class BuildLog {

    /** The builds whose log has the warning about a changing name. */
    private static final Set<Run<?, ?>> WARNED_OF_NAME = builds();
    /** The builds whose log has the warning about the cluster's name. */
    private static final Set<Run<?, ?>> WARNED_OF_CLUSTER = builds();

    /** The limit for lines of the same kind about the containers of a cluster. */
    private static final int MAX_LINES = 10;

    private BuildLog() {}

    /** Returns the state of a record that GitHub has, or will have. */
    public static String line(HistoryEntry entry) {
        return switch (entry.state()) {
            case RECORDED ->
                Messages.BuildLog_recorded(
                        entry.organization(),
                        ApiUrl.of(entry.apiUrl()).hostAndPort(),
                        record(entry).summary(),
                        entry.answer() == null || entry.answer().id() == null
                                ? ""
                                : Messages.BuildLog_id(
                                        String.valueOf(entry.answer().id())));
            case WAITING, WAITING_AGAIN ->
                Messages.BuildLog_pending(record(entry).summary());
            default -> entry.message();
        };
    }

    /** Returns a short title of artifact and environment. */
    public static String title(HistoryEntry entry) {
        return record(entry).title();
    }

    /** Returns the output of a dry run, which sends nothing. */
    public static String dryRun(ResolvedDeployment deployment) {
        var lines = new ArrayList<>(deployment.folderLines());
        lines.add(Messages.BuildLog_dryRun(
                deployment.record().organization(),
                deployment.url().toString(),
                deployment.record().toPrettyJson()));
        return String.join("\n", lines);
    }

    /**
     * Returns the summary of a cluster's records: the number of records to send, then the first notices and the first
     * containers without a digest.
     */
    public static String clusterPlan(ClusterPlan plan, ClusterSummary summary, ResolvedCluster cluster) {
        var lines = new ArrayList<String>();
        lines.add(head(summary, cluster));
        lines.addAll(first(plan.notices()));
        lines.addAll(first(plan.skipped().stream()
                .filter(skipped -> skipped.reason().isMissingDigest())
                .map(skipped -> Messages.BuildLog_skipped(skipped.sentence()))
                .toList()));
        return String.join("\n", lines);
    }

    /** Returns the output of a dry run for a cluster, with every difference. */
    public static String clusterDryRun(ClusterPlan plan, ClusterSummary summary, ResolvedCluster cluster) {
        var lines = new ArrayList<>(cluster.folderLines());
        lines.add(Messages.BuildLog_clusterDryRun(head(summary, cluster)));
        lines.addAll(plan.notices());
        lines.addAll(plan.lines());
        return String.join("\n", lines);
    }

    private static String head(ClusterSummary summary, ResolvedCluster cluster) {
        return Messages.BuildLog_clusterPlan(
                new ClusterResult(summary, List.of()).title(),
                cluster.records().target().organization(),
                cluster.url().hostAndPort(),
                summary.getCounts());
    }

    private static List<String> first(List<String> lines) {
        var first = new ArrayList<>(lines.subList(0, Math.min(MAX_LINES, lines.size())));
        if (first.size() < lines.size()) {
            first.add(Messages.BuildLog_more(String.valueOf(lines.size() - first.size())));
        }
        return first;
    }

    /** Returns the line for a build that ends before its record is delivered. */
    public static String detached(Run<?, ?> run) {
        return Messages.BuildLog_detached(
                Objects.requireNonNullElse(Jenkins.get().getRootUrl(), "/") + run.getUrl() + "deployment-records/");
    }

    /** Returns the repository that the build checked out, if the form asks for it, followed by the warnings. */
    public static List<String> notices(ResolvedDeployment deployment, Run<?, ?> run) {
        return Stream.concat(Stream.ofNullable(deployment.checkout()), warnings(deployment, run).stream())
                .toList();
    }

    /**
     * Returns a warning if each build seems to create a record of its own, and a warning if the cluster's name is not
     * allowed in requests for a whole cluster. Each warning is returned once for each build, since a build may have
     * many similar steps. Decommissioning needs no warning about the cluster's name: it must use the name of the
     * existing record.
     */
    private static List<String> warnings(ResolvedDeployment deployment, Run<?, ?> run) {
        Optional<String> ofCluster = Optional.of(deployment.record())
                .filter(record -> record.status() == DeploymentStatus.DEPLOYED)
                .flatMap(record -> ClusterName.warning(record.cluster()));
        return Stream.of(
                        deployment.warning(run.getNumber()).filter(text -> WARNED_OF_NAME.add(run)),
                        ofCluster.filter(text -> WARNED_OF_CLUSTER.add(run)))
                .flatMap(Optional::stream)
                .map(BuildLog::warning)
                .toList();
    }

    private static Set<Run<?, ?>> builds() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    }

    /** Returns the line for an error that does not fail the build. */
    public static String warning(String message) {
        return Messages.BuildLog_warning(message);
    }

    private static DeploymentRecord record(HistoryEntry entry) {
        return RecordReader.read(entry.organization(), entry.body().toString());
    }
}
