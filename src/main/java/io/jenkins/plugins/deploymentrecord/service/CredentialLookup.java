package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractProject;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.model.ModelObject;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Where the credentials of a build are looked for: at its job, and outwards to the controller. A project that belongs to
 * a property of a job, as a promotion does, has no folder around it; there the job counts that has the property.
 */
final class CredentialLookup implements CredentialContexts.Context {

    private final Run<?, ?> run;
    private final CredentialContexts.JobContext owner;

    CredentialLookup(Run<?, ?> run) {
        this.run = run;
        this.owner = new CredentialContexts.JobContext(owner(run.getParent()));
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

    private static Job<?, ?> owner(Job<?, ?> job) {
        Job<?, ?> owner = job;
        while (owner.getParent() instanceof JobProperty<?> property) {
            Job<?, ?> next = owner(owner, property);
            if (next == owner) {
                return owner;
            }
            owner = next;
        }
        return owner;
    }

    /**
     * A property tells nobody whose it is, but its full name begins with that of its job. The job may have another
     * property of the kind by now, as the property is made anew each time the job is saved.
     */
    private static Job<?, ?> owner(Job<?, ?> job, JobProperty<?> property) {
        if (job instanceof AbstractProject<?, ?> project && project.getRootProject() != job) {
            return project.getRootProject();
        }
        String name = ((ItemGroup<?>) property).getFullName();
        // the build's user need not see the job whose promotion it is
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            while (!name.isEmpty()) {
                if (Jenkins.get().getItemByFullName(name) instanceof Job<?, ?> found
                        && found.getAllProperties().stream()
                                .anyMatch(other -> other.getClass() == property.getClass())) {
                    return found;
                }
                name = name.substring(0, Math.max(0, name.lastIndexOf('/')));
            }
        }
        return job;
    }
}
