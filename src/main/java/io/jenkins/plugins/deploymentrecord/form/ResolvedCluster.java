package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterRecords;
import io.jenkins.plugins.deploymentrecord.cluster.ClusterTarget;
import io.jenkins.plugins.deploymentrecord.cluster.Decommissioning;
import io.jenkins.plugins.deploymentrecord.cluster.DeploymentList;
import io.jenkins.plugins.deploymentrecord.cluster.PlanOptions;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The deployments of a cluster that nothing is missing from: the records, the server that gets them, the credential.
 *
 * @param plan decides which of the records are sent
 * @param credentialsId as typed, or that of a folder or the server
 * @param folderLines which folders gave values, and to which fields, for the build's log
 * @param isWait whether the build waits for GitHub's answers
 */
@Restricted(NoExternalUse.class)
public record ResolvedCluster(
        ClusterRecords records,
        PlanOptions plan,
        DeploymentRecordServer server,
        ApiUrl url,
        String credentialsId,
        List<String> folderLines,
        boolean isWait,
        boolean isDryRun) {

    /**
     * Merges a form with the defaults and checks all of it. May take long: it reads the list.
     *
     * @param expanded with the errors that are known already
     * @param variables those of the build: no record may contain their secrets
     * @param defaults those of the job
     * @param checkouts those of the build, which a form can ask for in place of a repository
     * @param job the full name of the job, whose deployments alone may be decommissioned
     * @param workspace where the files are looked for; null if there is none
     * @throws InvalidDeploymentException naming everything that is wrong
     * @throws IOException if the workspace cannot be reached now
     */
    public static ResolvedCluster of(
            ExpandedForm<ClusterForm> expanded,
            BuildVariables variables,
            ResolvedDeployment.CredentialRule credentials,
            FormDefaults defaults,
            Checkouts checkouts,
            String job,
            @CheckForNull Workspace workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        ClusterForm form = expanded.form().copy();
        FilledDefaults filled = defaults.fillIn(form);
        Optional<DeploymentRecordServer> server = filled.server();
        var errors = new FormErrors(expanded, form, filled, variables);
        defaults.serverError(form.getServer(), false).ifPresent(errors.list::add);
        ResultOnError.error(form.getResultOnError()).ifPresent(errors.list::add);
        ClusterOptions options = ClusterOptions.of(form, errors.list);
        var source = new ClusterSource(form, options, expanded, variables, errors.list);
        Optional<DeploymentList> list = source.read(workspace);
        ApiUrl url = server.map(errors::url).orElse(null);
        ClusterRecords records = null;
        if (list.isPresent() && url != null) {
            var target = new ClusterTarget(
                    url,
                    form.getOrganization(),
                    form.getLogicalEnvironment(),
                    form.getPhysicalEnvironment(),
                    form.getCluster());
            try {
                records = ClusterRecords.of(
                        list.get(), target, options.repositories().withRemotes(checkouts.remotes()));
            } catch (InvalidDeploymentException e) {
                errors.list.addAll(e.errors());
            }
        } else {
            list.ifPresent(read -> errors.list.addAll(read.errors()));
        }
        errors.complete(url, credentials, source.texts());
        if (!errors.list.isEmpty()) {
            throw new InvalidDeploymentException(errors.list);
        }
        return new ResolvedCluster(
                records,
                new PlanOptions(form.isFull(), decommissioning(form, options, job, source)),
                server.get(),
                url,
                form.getCredentialsId(),
                filled.folderLines(),
                form.waits(),
                form.isDryRun());
    }

    @CheckForNull
    private static Decommissioning decommissioning(
            ClusterForm form, ClusterOptions options, String job, ClusterSource source) {
        return form.isDecommissionMissing()
                ? new Decommissioning(
                        job,
                        source.contents(),
                        options.filter(),
                        options.workloadsListed(),
                        options.maxDecommissionPercent())
                : null;
    }
}
