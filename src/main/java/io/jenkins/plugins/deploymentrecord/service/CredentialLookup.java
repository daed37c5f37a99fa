package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ModelObject;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.List;

/**
 * Where the credentials of a build are looked for: at its job, and outwards to the controller. A project that belongs to
 * a property of a job, as a promotion does, has no folder around it; there the job counts that has the property.
 */
final class CredentialLookup implements CredentialContexts.Context {

    private final Run<?, ?> run;
    private final CredentialContexts.JobContext owner;

    CredentialLookup(Run<?, ?> run) {
        this.run = run;
        this.owner = new CredentialContexts.JobContext(JobLookup.owner(run.getParent()));
    }

    @CheckForNull
    @Override
    public StandardCredentials find(String id, List<DomainRequirement> requirements) {
        StandardCredentials found =
                owner.job() == run.getParent() || isParameter(id) ? null : owner.find(id, requirements);
        return found == null
                ? CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements)
                : found;
    }

    @Override
    public ModelObject start() {
        return owner.start();
    }

    @Override
    public List<String> folders() {
        return owner.folders();
    }

    /** A credentials parameter is one of the build itself, whoever owns its project. */
    private boolean isParameter(String id) {
        var parameters = run.getAction(ParametersAction.class);
        return id.indexOf('$') >= 0 || parameters != null && parameters.getParameter(id) != null;
    }
}
