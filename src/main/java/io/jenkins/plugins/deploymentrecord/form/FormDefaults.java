package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import java.util.Optional;

/** The defaults of forms: those of the form's server win over those of the controller. */
final class FormDefaults {

    private FormDefaults() {}

    /**
     * Fills in the fields that a form left out.
     *
     * @return the form's server; empty if the form names a server that does not exist, see {@link EffectiveForm#serverError}
     */
    static Optional<DeploymentRecordServer> fillIn(DeliveryForm<?> form) {
        Optional<DeploymentRecordServer> server =
                DeploymentRecordsConfiguration.get().findServer(form.getServer());
        server.ifPresent(from -> {
            form.setOrganization(or(form.getOrganization(), from.getOrganization()));
            form.setCredentialsId(or(form.getCredentialsId(), from.getCredentialsId()));
        });
        fillIn(form, DeploymentRecordsConfiguration.get().getDefaults());
        return server;
    }

    private static void fillIn(DeliveryForm<?> form, @CheckForNull DeploymentDefaults from) {
        if (from != null) {
            form.setLogicalEnvironment(or(form.getLogicalEnvironment(), from.getLogicalEnvironment()));
            form.setPhysicalEnvironment(or(form.getPhysicalEnvironment(), from.getPhysicalEnvironment()));
            form.setCluster(or(form.getCluster(), from.getCluster()));
            form.setGithubRepository(or(form.getGithubRepository(), from.getGithubRepository()));
        }
    }

    private static String or(@CheckForNull String typed, @CheckForNull String fallback) {
        return typed == null ? fallback : typed;
    }
}
