package io.jenkins.plugins.deploymentrecord.publisher;

import hudson.FilePath;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * A file in a build's workspace. Its digest is computed where the file is; the file does not travel.
 *
 * @param path relative to the workspace, in the syntax of the agent
 */
record ArtifactFile(String path) implements ControllerToAgentFileCallable<String> {

    /** The path names no file that may be read; the message says why, for a person. */
    static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * @throws Unusable where the path leads out of the workspace, by {@code ..}, a link or as an absolute one, or is not
     *     that of a regular file
     * @throws IOException where it cannot be read, or the agent is lost meanwhile
     */
    ArtifactDigest digestIn(FilePath workspace) throws IOException, InterruptedException {
        try {
            return new ArtifactDigest(workspace.act(this));
        } catch (RequestAbortedException e) {
            // no IOException: what remoting throws where the agent goes away meanwhile
            throw new IOException(Messages.ArtifactFile_agentLost(RecordField.given(path)), e);
        }
    }

    @Override
    public String invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath();
        Path file = resolve(root);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unusable(Messages.ArtifactFile_absent(RecordField.given(path), workspace));
        }
        if (!file.toRealPath().startsWith(root.toRealPath())) {
            throw new Unusable(Messages.ArtifactFile_outside(RecordField.given(path)));
        }
        Path real = file.toRealPath();
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unusable(Messages.ArtifactFile_notRegular(RecordField.given(path)));
        }
        // checks once more, right before and after it opens: the file may have become a link meanwhile
        try (InputStream content = FilePath.newInputStreamDenyingSymlinkAsNeeded(
                real.toFile(), root.toRealPath().toString(), LinkOption.NOFOLLOW_LINKS)) {
            return ArtifactDigest.of(content).value();
        }
    }

    /** Once more by the agent's own rules: it alone knows what its file system makes of a name. */
    private Path resolve(Path root) throws Unusable {
        try {
            Path file = root.resolve(path).normalize();
            if (leadsOut(path) || !file.startsWith(root)) {
                throw new Unusable(Messages.ArtifactFile_outside(RecordField.given(path)));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new Unusable(Messages.ArtifactFile_malformed(RecordField.given(path)));
        }
    }

    /** What is wrong with a path as typed, in the syntax of whatever agent. */
    static Optional<Fault> fault(String typed) {
        return leadsOut(typed)
                ? Optional.of(new Fault("artifact", Messages.ArtifactFile_outside(RecordField.given(typed))))
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
