package io.jenkins.plugins.deploymentrecord.service;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.springframework.security.core.Authentication;

/**
 * Finds the context in which the credential of an entry is looked up: the build while it runs, then its job; after the
 * job was deleted, the folder of the job. Never a wider context, since a credential with the same ID farther out can
 * belong to other people.
 */
final class CredentialContexts {

    private CredentialContexts() {}

    /** A context in which a credential is looked up. */
    interface Context {

        /** Returns null if the context has no credential of this ID for a host that meets the requirements. */
        @CheckForNull
        StandardCredentials find(String id, List<DomainRequirement> requirements);

        /** Returns the full names of the enclosing folders, from the inside out. */
        List<String> folders();

        /** Returns the job or the folder at which the look-up begins. */
        ModelObject start();

        /** Returns whether the job has a build, from which a credential such as a GitHub App's can infer its access. */
        default boolean hasBuild() {
            return true;
        }

        /**
         * Finds the store that contains a credential of this context: the innermost store with the credential's ID.
         *
         * @return the store's place; empty if no store contains the credential
         */
        default String storeOf(StandardCredentials credential) {
            for (CredentialsStore store : CredentialsProvider.lookupStores(start())) {
                for (Domain domain : store.getDomains()) {
                    if (store.getCredentials(domain).stream()
                            .anyMatch(CredentialsMatchers.withId(credential.getId())::matches)) {
                        ModelObject place = store.getContext();
                        return place instanceof ItemGroup<?> group ? '/' + group.getFullName() : place.getDisplayName();
                    }
                }
            }
            return "";
        }
    }

    /** Thrown if the context of an entry was deleted; the message explains it to users. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;

        GoneException(String message) {
            super(message);
        }
    }

    /**
     * Returns the present context of an entry. Loads the build only if the credential is a build parameter.
     *
     * @throws GoneException if no context is left in which the credential may be looked up
     */
    static Context of(OutboxEntry entry) throws GoneException {
        String name = entry.origin().job();
        String id = entry.destination().credentialsId();
        boolean isExpression = id.indexOf('$') >= 0;
        Job<?, ?> job = JobLookup.find(name);
        if (job == null) {
            if (isExpression) {
                throw new GoneException(Messages.CredentialContexts_parameterGone(name, id));
            }
            return ofGroup(name);
        }
        int build = entry.origin().build();
        // a running build is always in memory
        Run<?, ?> run = isExpression ? job.getBuildByNumber(build) : EntryId.loadedBuild(job, build);
        if (run != null && EntryId.isOf(run, entry.id()) && (isExpression || run.isBuilding())) {
            return new CredentialLookup(run);
        }
        if (isExpression) {
            throw new GoneException(Messages.CredentialContexts_parameterGone(name, id));
        }
        return new JobContext(JobLookup.owner(job));
    }

    private static Context ofGroup(String job) throws GoneException {
        String parent = JobLookup.parent(job);
        ItemGroup<?> group = parent.isEmpty()
                ? Jenkins.get()
                : Jenkins.get().getItemByFullName(parent) instanceof ItemGroup<?> found ? found : null;
        if (group == null) {
            throw new GoneException(Messages.CredentialContexts_folderGone(job));
        }
        if (!QueueItemAuthenticatorConfiguration.get().getAuthenticators().isEmpty()) {
            // the user that the job would run as can no longer be determined
            throw new GoneException(Messages.CredentialContexts_authenticationGone(job));
        }
        return new GroupContext(group);
    }

    private static List<String> foldersOf(ItemGroup<?> group) {
        return group instanceof Item folder
                ? Stream.concat(Stream.of(folder.getFullName()), foldersOf(folder.getParent()).stream())
                        .toList()
                : List.of();
    }

    /**
     * A job whose build has ended: finds the credentials that the job's user may use. A credential that infers its
     * access from a build gets the job's last build: the access depends on the job, not on the build.
     */
    record JobContext(Job<?, ?> job) implements Context {

        @Override
        public StandardCredentials find(String id, List<DomainRequirement> requirements) {
            Authentication user = job instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
            StandardCredentials found = find(id, user, requirements);
            if (found == null && job.hasPermission2(user, CredentialsProvider.USE_ITEM)) {
                found = find(id, ACL.SYSTEM2, requirements);
            }
            Run<?, ?> build = found == null ? null : job.getLastBuild();
            return build != null && found.forRun(build) instanceof StandardCredentials ofBuild ? ofBuild : found;
        }

        @Override
        public boolean hasBuild() {
            return job.getLastBuild() != null;
        }

        private StandardCredentials find(String id, Authentication user, List<DomainRequirement> requirements) {
            return CredentialsProvider.findCredentialByIdInItem(id, StandardCredentials.class, job, user, requirements);
        }

        @Override
        public List<String> folders() {
            return foldersOf(job.getParent());
        }

        @Override
        public ModelObject start() {
            return job;
        }
    }

    /** The folder of a deleted job. */
    private record GroupContext(ItemGroup<?> group) implements Context {

        @Override
        public boolean hasBuild() {
            return false;
        }

        @Override
        public StandardCredentials find(String id, List<DomainRequirement> requirements) {
            return CredentialsProvider.findCredentialByIdInItemGroup(
                    id, StandardCredentials.class, group, ACL.SYSTEM2, requirements);
        }

        @Override
        public List<String> folders() {
            return foldersOf(group);
        }

        @Override
        public ModelObject start() {
            return group;
        }
    }
}
