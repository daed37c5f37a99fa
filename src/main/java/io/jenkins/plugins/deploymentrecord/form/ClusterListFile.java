package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentrecord.cluster.DeploymentList;
import io.jenkins.plugins.deploymentrecord.cluster.TypedDeployments;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterContents;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterFilter;
import io.jenkins.plugins.deploymentrecord.kubernetes.ClusterReader;
import io.jenkins.plugins.deploymentrecord.kubernetes.UnusableListException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * A file in a build's workspace that lists the deployments of a cluster. The machine that has the file reads it, and
 * sends only the deployments.
 *
 * @param path as typed: see {@link io.jenkins.plugins.deploymentrecord.github.ArtifactPath}
 */
record ClusterListFile(String path) {

    /**
     * The result of reading a file as a list printed by kubectl.
     *
     * @param contents null if the file is not such a list
     * @param problem the error message for users; null if the file is such a list
     */
    record Reading(@CheckForNull ClusterContents contents, String problem) implements Serializable {}

    /**
     * Returns the contents of a list printed by kubectl.
     *
     * @throws io.jenkins.plugins.deploymentrecord.github.ArtifactPath.Unusable if the path does not name a file that
     *     may be read
     * @throws IOException if the file cannot be read, or if the agent is lost during the call
     */
    Reading kubectlListIn(Workspace workspace, ClusterFilter filter) throws IOException, InterruptedException {
        return ArtifactFile.act(path, workspace, new KubectlList(path, workspace.root(), filter));
    }

    /**
     * Returns the deployments of a JSON file.
     *
     * @throws io.jenkins.plugins.deploymentrecord.github.ArtifactPath.Unusable if the path does not name a file that
     *     may be read
     * @throws IOException if the file cannot be read, or if the agent is lost during the call
     */
    DeploymentList deploymentsIn(Workspace workspace) throws IOException, InterruptedException {
        return ArtifactFile.act(path, workspace, new Deployments(path, workspace.root()));
    }

    private record KubectlList(String path, @CheckForNull String root, ClusterFilter filter)
            implements ControllerToAgentFileCallable<Reading> {

        @Override
        public Reading invoke(File directory, VirtualChannel channel) throws IOException {
            try (InputStream content = ArtifactFile.open(path, directory, root)) {
                return new Reading(ClusterReader.read(content, filter), null);
            } catch (UnusableListException e) {
                return new Reading(null, e.getMessage());
            }
        }
    }

    private record Deployments(String path, @CheckForNull String root)
            implements ControllerToAgentFileCallable<DeploymentList> {

        @Override
        public DeploymentList invoke(File directory, VirtualChannel channel) throws IOException {
            try (InputStream content = ArtifactFile.open(path, directory, root)) {
                return TypedDeployments.read(content);
            }
        }
    }
}
