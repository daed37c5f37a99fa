package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the defaults of folders. The Folders plugin may not be installed. */
@Restricted(NoExternalUse.class)
public abstract class FolderLookup implements ExtensionPoint {

    /** Returns the defaults of a group; empty if the group is not a folder, or has no defaults. */
    abstract Optional<FolderDefaults> find(ItemGroup<?> group);

    /** Returns the defaults of a folder and of the folders around it, innermost first. */
    static List<FolderDefaults> from(@CheckForNull ItemGroup<?> innermost) {
        List<FolderLookup> lookups = ExtensionList.lookup(FolderLookup.class);
        var found = new ArrayList<FolderDefaults>();
        ItemGroup<?> group = innermost;
        while (group != null) {
            for (FolderLookup lookup : lookups) {
                lookup.find(group).ifPresent(found::add);
            }
            group = group instanceof Item item ? item.getParent() : null;
        }
        return found;
    }
}
