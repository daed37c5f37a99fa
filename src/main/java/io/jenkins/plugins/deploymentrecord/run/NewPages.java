package io.jenkins.plugins.deploymentrecord.run;

import jenkins.model.experimentalflags.UserExperimentalFlag;

/**
 * Checks whether the user has switched on Jenkins' experimental pages, on which this plugin adds tabs instead of links.
 */
final class NewPages {

    private static final String FLAGS = "jenkins.model.experimentalflags.";

    private NewPages() {}

    static boolean ofBuilds() {
        return isOn("NewBuildPageUserExperimentalFlag");
    }

    static boolean ofJobs() {
        return isOn("NewJobPageUserExperimentalFlag");
    }

    /**
     * Looks up a flag by name, because its class is internal to Jenkins and will be removed when the experiment ends.
     */
    private static boolean isOn(String flag) {
        return Boolean.TRUE.equals(UserExperimentalFlag.<Boolean>getFlagValueForCurrentUser(FLAGS + flag));
    }
}
