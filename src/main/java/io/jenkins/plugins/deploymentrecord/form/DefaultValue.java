package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;

/**
 * The value of a field that a form leaves blank.
 *
 * @param origin which folder, server or page the value comes from, for a person
 * @param folder the full name of the folder that the value comes from; null if it comes from elsewhere
 */
record DefaultValue(
        String value, String origin, @CheckForNull String folder) {

    static DefaultValue ofFolder(FolderDefaults folder, String value) {
        return new DefaultValue(
                value, Messages.DefaultValue_folder('"' + folder.folder() + '"'), folder.folder());
    }

    static DefaultValue ofServer(DeploymentRecordServer server, String value) {
        return new DefaultValue(value, Messages.DefaultValue_server(server.getName()), null);
    }

    static DefaultValue ofController(String value) {
        return new DefaultValue(value, Messages.DefaultValue_controller(), null);
    }

    boolean isOfFolder() {
        return folder != null;
    }
}
