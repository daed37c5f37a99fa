package io.jenkins.plugins.deploymentrecord.run;

import jenkins.model.experimentalflags.UserExperimentalFlag;

/** Whether the reader has switched on the pages that Jenkins has as experiments: what this plugin adds has a tab there. */
final class NewPages {

    private static final String FLAGS = "jenkins.model.experimentalflags.";

    private NewPages() {}

    static boolean ofBuilds() {
        return isOn("NewBuildPageUserExperimentalFlag");
    }

    static boolean ofJobs() {
        return isOn("NewJobPageUserExperimentalFlag");
    }

    /** By its name: the class is Jenkins' own, and goes when the experiment ends. */
    private static boolean isOn(String flag) {
        return Boolean.TRUE.equals(UserExperimentalFlag.<Boolean>getFlagValueForCurrentUser(FLAGS + flag));
    }
}
