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
 * A file of a cluster in a build's workspace. It is read on the machine that has it, which sends the deployments alone.
 *
 * @param path as typed: see {@link io.jenkins.plugins.deploymentrecord.github.ArtifactPath}
 */
record ClusterListFile(String path) {

    /**
     * A list of kubectl as it was read.
     *
     * @param contents null if the file is no such list
     * @param problem for a person; null unless the file is no such list
     */
    record Reading(@CheckForNull ClusterContents contents, String problem) implements Serializable {}

    /**
     * The contents of a list that kubectl printed.
     *
     * @throws io.jenkins.plugins.deploymentrecord.github.ArtifactPath.Unusable if the path names no file that may be read
     * @throws IOException if the file cannot be read, or the agent is lost meanwhile
     */
    Reading kubectlListIn(Workspace workspace, ClusterFilter filter) throws IOException, InterruptedException {
        return ArtifactFile.act(path, workspace, new KubectlList(path, workspace.root(), filter));
    }

    /**
     * The deployments of a JSON file.
     *
     * @throws io.jenkins.plugins.deploymentrecord.github.ArtifactPath.Unusable if the path names no file that may be read
     * @throws IOException if the file cannot be read, or the agent is lost meanwhile
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
