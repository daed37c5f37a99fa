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

/** Knows the defaults of folders, whose plugin may not be installed. */
@Restricted(NoExternalUse.class)
public abstract class FolderLookup implements ExtensionPoint {

    /** Empty if the group is no folder, or gives no defaults. */
    abstract Optional<FolderDefaults> find(ItemGroup<?> group);

    /** The defaults of a folder and of the folders around it, from the inside out. */
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
