package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.ItemGroup;
import java.util.Optional;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The folders of the Folders plugin, if it is installed; multibranch projects and organization folders are such, too. */
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
