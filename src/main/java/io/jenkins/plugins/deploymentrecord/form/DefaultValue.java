package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;

/**
 * The default of a field that a form leaves blank.
 *
 * @param origin the folder, server or page that the value comes from, as shown to users
 * @param folder the full name of the folder that the value comes from; null if it comes from a server or a page
 */
record DefaultValue(
        String value, String origin, @CheckForNull String folder) {

    static DefaultValue ofFolder(FolderDefaults folder, String value) {
        return new DefaultValue(value, Messages.DefaultValue_folder('"' + folder.folder() + '"'), folder.folder());
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
