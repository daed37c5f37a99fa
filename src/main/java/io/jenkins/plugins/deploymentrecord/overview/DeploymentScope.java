package io.jenkins.plugins.deploymentrecord.overview;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.View;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** The jobs whose deployments a page shows. */
sealed interface DeploymentScope {

    /** Returns the object whose side panel the page shows. */
    ModelObject owner();

    /** Returns a name that distinguishes the scope from other scopes. */
    String name();

    /** Whether the scope contains the job with this full name; the job may be deleted. */
    boolean contains(String job);

    /** All jobs. */
    record Controller(Jenkins owner) implements DeploymentScope {

        @Override
        public String name() {
            return "";
        }

        @Override
        public boolean contains(String job) {
            return true;
        }
    }

    /** The jobs in a folder, at any depth. */
    record Folder(Item owner, String prefix) implements DeploymentScope {

        Folder(Item owner) {
            this(owner, owner.getFullName() + '/');
        }

        @Override
        public String name() {
            return "folder " + prefix;
        }

        @Override
        public boolean contains(String job) {
            return job.startsWith(prefix);
        }
    }

    /** The jobs of a view, including the jobs in its folders. */
    record OfView(View owner, Set<String> items) implements DeploymentScope {

        OfView(View owner) {
            this(owner, owner.getItems().stream().map(Item::getFullName).collect(Collectors.toSet()));
        }

        @Override
        public String name() {
            return "view " + owner.getUrl();
        }

        @Override
        public boolean contains(String job) {
            for (int end = job.length(); end > 0; end = job.lastIndexOf('/', end - 1)) {
                if (items.contains(job.substring(0, end))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether the item contains jobs. */
    static boolean isFolder(Item item) {
        return item instanceof ItemGroup<?> && !(item instanceof Job<?, ?>);
    }
}
