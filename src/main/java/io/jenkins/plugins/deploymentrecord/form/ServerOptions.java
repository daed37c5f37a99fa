package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.configuration.FieldErrorValidation;
import java.util.List;

/** The servers that a form offers; their names are for people who may configure the item. */
record ServerOptions(@CheckForNull Item item) {

    /** The first option is the server that a form without one uses. */
    ListBoxModel list(@CheckForNull String chosen) {
        var access = new FormAccess(item);
        List<String> names = access.mayConfigure()
                ? DeploymentRecordsConfiguration.get().getServers().stream()
                        .map(DeploymentRecordServer::getName)
                        .toList()
                : List.of();
        ListBoxModel model = ListOptions.of(names.stream(), chosen);
        if (access.mayConfigure()) {
            String first = names.isEmpty()
                    ? Messages.DeploymentForm_noServer()
                    : Messages.DeploymentForm_defaultServer(names.get(0));
            model.add(0, new ListBoxModel.Option(first, ""));
        } else if (access.mayRead()) {
            model.add(0, new ListBoxModel.Option(Messages.DeploymentForm_firstServer(), ""));
        }
        return model;
    }

    FormValidation check(@CheckForNull String typed) {
        return new FormAccess(item).mayConfigure()
                ? FieldErrorValidation.of(EffectiveForm.serverError(typed, true))
                : FormValidation.ok();
    }
}
