package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractProject;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds jobs by their full names. A project can belong to a property of another job, as a promotion does. Jenkins
 * itself finds no such project by its name, and no enclosing folder of it.
 */
@Restricted(NoExternalUse.class)
public final class JobLookup {

    private JobLookup() {}

    /** Finds the job of a full name with the permissions of the current user; null if there is none. */
    @CheckForNull
    public static Job<?, ?> find(String fullName) {
        Job<?, ?> job = Jenkins.get().getItemByFullName(fullName, Job.class);
        for (String owner = parent(fullName); job == null && !owner.isEmpty(); owner = parent(owner)) {
            if (Jenkins.get().getItemByFullName(owner) instanceof Job<?, ?> found) {
                return ofProperties(found, fullName);
            }
        }
        return job;
    }

    @CheckForNull
    private static Job<?, ?> ofProperties(Job<?, ?> owner, String fullName) {
        String group = parent(fullName);
        return owner.getAllProperties().stream()
                .filter(property -> property instanceof ItemGroup<?> items
                        && items.getFullName().equals(group))
                .map(property -> ((ItemGroup<?>) property).getItem(fullName.substring(group.length() + 1)))
                .filter(Objects::nonNull)
                .map(item -> item instanceof Job<?, ?> job ? job : null)
                .findFirst()
                .orElse(null);
    }

    /** Returns the full name of the enclosing group; empty at the top level. */
    public static String parent(String fullName) {
        return fullName.substring(0, Math.max(0, fullName.lastIndexOf('/')));
    }

    /**
     * Returns the job that a project belongs to, through one or more properties; the project itself if it belongs to no
     * other job.
     */
    static Job<?, ?> owner(Job<?, ?> job) {
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
     * Finds the job of a property by the property's full name, which begins with the full name of the job. The job may
     * have a new property of the same class by now, since saving the job recreates its properties.
     */
    private static Job<?, ?> owner(Job<?, ?> job, JobProperty<?> property) {
        if (job instanceof AbstractProject<?, ?> project && project.getRootProject() != job) {
            return project.getRootProject();
        }
        String name = ((ItemGroup<?>) property).getFullName();
        // the build's user may not have permission to see the job that has the promotion
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            while (!name.isEmpty()) {
                if (Jenkins.get().getItemByFullName(name) instanceof Job<?, ?> found
                        && found.getAllProperties().stream()
                                .anyMatch(other -> other.getClass() == property.getClass())) {
                    return found;
                }
                name = parent(name);
            }
        }
        return job;
    }
}
