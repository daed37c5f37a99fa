package io.jenkins.plugins.deploymentrecord.form;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.Permission;
import jenkins.model.Jenkins;

/** The current user's permissions for the form in an item. Outside of items the form is for administrators only. */
record FormAccess(@CheckForNull Item item) {

    /** Returns whether the user may view the form. */
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
