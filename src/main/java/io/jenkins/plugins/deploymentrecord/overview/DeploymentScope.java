package io.jenkins.plugins.deploymentrecord.overview;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.View;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Which jobs a page is about. */
sealed interface DeploymentScope {

    /** Whose side panel the page has. */
    ModelObject owner();

    /** Tells it from other scopes. */
    String name();

    /** Whether it is about the job of this full name, deleted or not. */
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

    /** The jobs of a view, and those in its folders. */
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

    /** Of an item that holds jobs. */
    static boolean isFolder(Item item) {
        return item instanceof ItemGroup<?> && !(item instanceof Job<?, ?>);
    }
}
