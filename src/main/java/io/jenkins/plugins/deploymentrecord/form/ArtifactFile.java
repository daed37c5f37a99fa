package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.ArtifactPath;
import io.jenkins.plugins.deploymentrecord.github.DigestFile;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * A file in a build's workspace. The machine that has the workspace reads the file. It sends only the digest of an
 * artifact, but the whole content of a file with a digest, which is small.
 */
record ArtifactFile(String path) {

    /**
     * Returns the artifact's digest.
     *
     * @throws ArtifactPath.Unusable if the path does not name a file that may be read
     * @throws IOException if the file cannot be read, or if the agent is lost during the call
     */
    ArtifactDigest digestIn(Workspace workspace) throws IOException, InterruptedException {
        return new ArtifactDigest(act(path, workspace, new Digest(path, workspace.root())));
    }

    /**
     * Returns the file's content.
     *
     * @return empty if the file has more than {@link DigestFile#MAX_SIZE} bytes
     * @throws ArtifactPath.Unusable if the path does not name a file that may be read
     * @throws IOException if the file cannot be read, or if the agent is lost during the call
     */
    Optional<byte[]> contentIn(Workspace workspace) throws IOException, InterruptedException {
        byte[] content = act(path, workspace, new Content(path, workspace.root()));
        return content.length <= DigestFile.MAX_SIZE ? Optional.of(content) : Optional.empty();
    }

    /** Runs a callable on the machine that has the workspace. If the agent is lost, the exception names the file. */
    static <T> T act(String path, Workspace workspace, ControllerToAgentFileCallable<T> callable)
            throws IOException, InterruptedException {
        try {
            return workspace.directory().act(callable);
        } catch (RequestAbortedException e) {
            // remoting throws this, which is not an IOException, if the agent is lost during the call
            throw new IOException(Messages.ArtifactFile_agentLost(RecordField.quoted(path)), e);
        }
    }

    private record Digest(String path, @CheckForNull String root) implements ControllerToAgentFileCallable<String> {

        @Override
        public String invoke(File directory, VirtualChannel channel) throws IOException {
            try (InputStream content = open(path, directory, root)) {
                return ArtifactDigest.of(content).value();
            }
        }
    }

    private record Content(String path, @CheckForNull String root) implements ControllerToAgentFileCallable<byte[]> {

        @Override
        public byte[] invoke(File directory, VirtualChannel channel) throws IOException {
            try (InputStream content = open(path, directory, root)) {
                return content.readNBytes(DigestFile.MAX_SIZE + 1);
            }
        }
    }

    /** Opens a file of a workspace. Runs on the machine that has the workspace. */
    static InputStream open(String path, File directory, @CheckForNull String root) throws IOException {
        Path start = directory.toPath();
        Path workspace =
                root != null && start.normalize().startsWith(Path.of(root).normalize()) ? Path.of(root) : start;
        Path real = new ArtifactPath(path).resolve(start, workspace);
        // checks again immediately before and after opening: the file may have become a link since the first check
        return FilePath.newInputStreamDenyingSymlinkAsNeeded(
                real.toFile(), workspace.toRealPath().toString(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns {@link #error} as a rule for the path in a field. */
    static Function<String, Optional<FieldError>> rule(String field) {
        return typed -> error(field, typed);
    }

    /**
     * Returns an error if a typed path seems to lead out of the workspace, in the syntax of any agent. The build checks
     * the path again in its workspace.
     */
    static Optional<FieldError> error(String field, String typed) {
        return leadsOut(typed)
                ? Optional.of(new FieldError(field, Messages.ArtifactFile_outside(RecordField.quoted(typed))))
                : Optional.empty();
    }

    private static boolean leadsOut(String typed) {
        if (typed.matches("[/\\\\].*|[A-Za-z]:.*")) {
            return true;
        }
        int depth = 0;
        for (String segment : typed.split("[/\\\\]+")) {
            depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
