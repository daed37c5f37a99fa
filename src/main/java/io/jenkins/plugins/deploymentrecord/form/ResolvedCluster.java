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
 * The complete and valid deployments of a cluster: the records, their server, and the credential.
 *
 * @param plan decides which records are sent
 * @param credentialsId the credential's ID, as typed or from a folder or the server
 * @param folderLines a line for the build's log for each folder that provides values
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
     * Merges a form with the defaults and validates the result. May take long: it reads the list.
     *
     * @param expanded the form with its known errors
     * @param variables the build's variables; no record may contain their secrets
     * @param defaults the defaults of the job
     * @param checkouts the build's checkouts, which can provide the repository
     * @param job the full name of the job; only deployments of this job may be decommissioned
     * @param workspace the workspace with the files; null if there is none
     * @throws InvalidDeploymentException naming all errors
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
