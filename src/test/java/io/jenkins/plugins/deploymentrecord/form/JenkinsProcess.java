package io.jenkins.plugins.deploymentrecord.form;

import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, which lives for seconds only: optimizing its code would cost more than it gains. */
public final class JenkinsProcess {

    private JenkinsProcess() {}

    /** A new process, not started yet, with the options that the tests' own process has in the POM. */
    public static RealJenkinsExtension create() {
        return new RealJenkinsExtension().javaOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }
}
