package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.Permission;
import jenkins.model.Jenkins;

/** The rights of the current user to the form in an item; outside of items it is for administrators alone. */
record FormAccess(@CheckForNull Item item) {

    /** Who may look at the form without changing it. */
    boolean mayRead() {
        return has(Item.EXTENDED_READ);
    }

    boolean mayConfigure() {
        return has(Item.CONFIGURE);
    }

    boolean mayUseCredentials() {
        return has(Item.EXTENDED_READ) || has(CredentialsProvider.USE_ITEM);
    }

    private boolean has(Permission permission) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(permission);
    }
}
