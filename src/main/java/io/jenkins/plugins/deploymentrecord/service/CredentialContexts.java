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
 * Where the credential of an entry is looked for. That is the build as long as it runs, and then its job; after the job
 * is gone, the folder that held it. Never a wider context than that: a credential of the same ID further out can belong
 * to somebody else.
 */
final class CredentialContexts {

    private CredentialContexts() {}

    /** A place to look for a credential in. */
    interface Context {

        /** Null if the context has no credential of this ID for a host that meets the requirements. */
        @CheckForNull
        StandardCredentials find(String id, List<DomainRequirement> requirements);

        /** The folders around it, from the inside out. */
        List<String> folders();

        /** The job or the folder that the look-up begins at. */
        ModelObject start();

        /** Whether a credential can infer its access from a build of the job, as that of a GitHub App does. */
        default boolean hasBuild() {
            return true;
        }

        /**
         * The store that a credential of this context is kept in: the innermost store that has its ID.
         *
         * @return the store's place, empty for a credential of no store
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

    /** There is no context left; the message says why, for a person. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;

        GoneException(String message) {
            super(message);
        }
    }

    /**
     * The context of an entry as things are now. Loads the build only if the credential is a parameter of it.
     *
     * @throws GoneException if nothing is left in which the credential may be looked for
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
        // a build that runs is always in memory
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
            // nobody can say any more as whom the job would run
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
     * A job whose build has ended: its credentials as the user that it runs as may use them. A credential that infers its
     * access from a build gets the job's last build: the access follows from the job, not from the build.
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

    /** The folder of a job that was deleted. */
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
