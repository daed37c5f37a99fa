package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.ItemGroup;
import java.util.Optional;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds the folders of the Folders plugin if it is installed, including multibranch projects and organization folders.
 */
@OptionalExtension(requirePlugins = "cloudbees-folder")
@Restricted(NoExternalUse.class)
public class CloudBeesFolders extends FolderLookup {

    @Override
    Optional<FolderDefaults> find(ItemGroup<?> group) {
        return group instanceof AbstractFolder<?> folder
                ? Optional.ofNullable(folder.getProperties().get(FolderDefaultsProperty.class))
                        .map(property -> property.values(folder.getFullName()))
                : Optional.empty();
    }
}
