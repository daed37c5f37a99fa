package io.jenkins.plugins.deploymentrecord.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Item;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The deployments of the jobs in a folder, such as a multibranch project. */
@Restricted(NoExternalUse.class)
public final class FolderDeployments extends DeploymentsAction {

    private final Item folder;

    FolderDeployments(Item folder) {
        this.folder = folder;
    }

    @Override
    DeploymentScope scope() {
        return new DeploymentScope.Folder(folder);
    }

    /** Returns the summary for the page of the folder. */
    public DeploymentSummary getSummary() {
        return new DeploymentSummary(scope());
    }

    /** Returns the path of the page on this controller. */
    public String getPath() {
        return folder.getUrl() + URL_NAME + '/';
    }

    /** Adds the page to every item that contains jobs. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractItem> {

        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return FolderDeployments.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull AbstractItem item) {
            return DeploymentScope.isFolder(item) ? List.of(new FolderDeployments(item)) : List.of();
        }
    }
}
