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
 * Looks up the credentials of a build, from its job outwards to the controller. A project that belongs to a property of
 * a job, such as a promotion, has no enclosing folder; its credentials are looked up from the job that has the
 * property.
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

    /**
     * Returns whether a credential is a parameter of the build itself. Such a credential does not depend on the
     * project's owner.
     */
    private boolean isParameter(String id) {
        var parameters = run.getAction(ParametersAction.class);
        return id.indexOf('$') >= 0 || parameters != null && parameters.getParameter(id) != null;
    }
}
