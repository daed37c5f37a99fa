package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.configuration.FieldErrorValidation;
import java.util.List;
import java.util.Optional;

/** The servers that a form offers. Only users who may configure the item see the names of the servers. */
record ServerOptions(@CheckForNull Item item, FormDefaults defaults) {

    /** Returns the servers. The first option is the server that is used if the form names none. */
    ListBoxModel list(@CheckForNull String chosen) {
        var access = new FormAccess(item);
        List<String> names = access.mayConfigure()
                ? DeploymentRecordsConfiguration.get().getServers().stream()
                        .map(DeploymentRecordServer::getName)
                        .toList()
                : List.of();
        ListBoxModel model = ListOptions.of(names.stream(), chosen);
        if (access.mayConfigure()) {
            model.add(0, new ListBoxModel.Option(defaultText(names), ""));
        } else if (access.mayRead()) {
            model.add(0, new ListBoxModel.Option(Messages.DeploymentForm_firstServer(), ""));
        }
        return model;
    }

    private String defaultText(List<String> names) {
        Optional<DefaultValue> ofFolder = defaults.folderServer();
        if (ofFolder.isPresent()) {
            DefaultValue server = ofFolder.get();
            return names.contains(server.value())
                    ? Messages.DeploymentForm_folderServer(server.value(), server.origin())
                    : Messages.DeploymentForm_folderServerGone(server.value(), server.origin());
        }
        return names.isEmpty()
                ? Messages.DeploymentForm_noServer()
                : Messages.DeploymentForm_defaultServer(names.get(0));
    }

    FormValidation check(@CheckForNull String typed) {
        return new FormAccess(item).mayConfigure()
                ? FieldErrorValidation.of(defaults.serverError(typed, true))
                : FormValidation.ok();
    }
}
