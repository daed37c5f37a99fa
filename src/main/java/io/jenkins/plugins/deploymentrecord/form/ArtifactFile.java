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
 * A file in a build's workspace, read where it is: of an artifact the digest travels, which is computed there; of a file
 * with a digest the content, which is small.
 *
 * @param path as typed: see {@link ArtifactPath}
 */
record ArtifactFile(String path) {

    /**
     * The artifact's digest.
     *
     * @throws ArtifactPath.Unusable if the path names no file that may be read
     * @throws IOException if the file cannot be read, or the agent is lost meanwhile
     */
    ArtifactDigest digestIn(Workspace workspace) throws IOException, InterruptedException {
        return new ArtifactDigest(act(path, workspace, new Digest(path, workspace.root())));
    }

    /**
     * The file's content.
     *
     * @return empty if the file has more than {@link DigestFile#MAX_SIZE} bytes
     * @throws ArtifactPath.Unusable if the path names no file that may be read
     * @throws IOException if the file cannot be read, or the agent is lost meanwhile
     */
    Optional<byte[]> contentIn(Workspace workspace) throws IOException, InterruptedException {
        byte[] content = act(path, workspace, new Content(path, workspace.root()));
        return content.length <= DigestFile.MAX_SIZE ? Optional.of(content) : Optional.empty();
    }

    /** Runs work where a workspace is, and says which file it read if the agent is lost meanwhile. */
    static <T> T act(String path, Workspace workspace, ControllerToAgentFileCallable<T> callable)
            throws IOException, InterruptedException {
        try {
            return workspace.directory().act(callable);
        } catch (RequestAbortedException e) {
            // no IOException: what remoting throws if the agent goes away meanwhile
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

    /** Opens a file of a workspace on the machine that has it. */
    static InputStream open(String path, File directory, @CheckForNull String root) throws IOException {
        Path start = directory.toPath();
        Path workspace =
                root != null && start.normalize().startsWith(Path.of(root).normalize()) ? Path.of(root) : start;
        Path real = new ArtifactPath(path).resolve(start, workspace);
        // checks once more, right before and after it opens: the file may have become a link meanwhile
        return FilePath.newInputStreamDenyingSymlinkAsNeeded(
                real.toFile(), workspace.toRealPath().toString(), LinkOption.NOFOLLOW_LINKS);
    }

    /** {@link #error} for the path in a field. */
    static Function<String, Optional<FieldError>> rule(String field) {
        return typed -> error(field, typed);
    }

    /** What seems wrong with a path as typed, in the syntax of whatever agent; the build's workspace decides. */
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
