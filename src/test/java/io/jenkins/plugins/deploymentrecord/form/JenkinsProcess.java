package io.jenkins.plugins.deploymentrecord.form;

import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a separate process. It runs only for seconds, so optimizing its code would cost more than it gains. */
public final class JenkinsProcess {

    private JenkinsProcess() {}

    /**
     * Returns a new process that has not started yet. It has the options that the POM sets for the tests' own process.
     */
    public static RealJenkinsExtension create() {
        return new RealJenkinsExtension().javaOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }
}
