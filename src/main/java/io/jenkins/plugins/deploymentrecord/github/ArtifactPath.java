package io.jenkins.plugins.deploymentrecord.github;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file in a workspace as a person names it: by a path relative to the directory of the step, by an absolute path,
 * with the separators of any operating system, or by a pattern that matches one file. Resolved on the machine that has
 * the file.
 *
 * @param typed not blank
 */
public record ArtifactPath(String typed) {

    /** The largest number of files that a message lists. */
    private static final int MAX_LISTED = 5;

    /** The path names no file that may be read; the message tells a person why. */
    public static final class Unusable extends IOException {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * Resolves the path. Reads nothing outside the workspace.
     *
     * @param directory the base of a relative path
     * @param workspace the directory itself or one of its parents; a path that leads outside is refused whether or not
     *     the file exists
     * @return the real path of the file
     * @throws Unusable if the path leads out of the workspace (by {@code ..}, by a link or as an absolute path), is not
     *     the path of a regular file, or is a pattern that does not match exactly one file
     * @throws IOException if the file system cannot be read, or the thread is interrupted
     */
    public Path resolve(Path directory, Path workspace) throws IOException {
        var place = new Place(directory, workspace);
        boolean outside = false;
        boolean malformed = false;
        for (String spelling : spellings(typed, File.separatorChar)) {
            try {
                Path file = place.directory.resolve(spelling).normalize();
                if (!place.contains(file)) {
                    outside = true;
                } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    return regular(file, place);
                }
            } catch (InvalidPathException e) {
                malformed = true;
            }
        }
        if (PathPattern.isPattern(typed)) {
            return matching(place);
        }
        throw new Unusable(Texts.get(
                malformed ? "path.malformed" : outside ? "path.outside" : "path.absent",
                RecordField.quoted(typed),
                directory));
    }

    /** Returns the path as typed, then as the person may have meant it on another operating system. */
    static List<String> spellings(String typed, char separator) {
        if (separator == '/') {
            return typed.indexOf('\\') < 0 ? List.of(typed) : List.of(typed, windowsPath(typed.replace('\\', '/')));
        }
        // the drives in shells of MSYS and Cygwin
        String drive = typed.replaceFirst("^(?:/cygdrive)?/([A-Za-z])/", "$1:/");
        return drive.equals(typed) ? List.of(typed) : List.of(typed, drive);
    }

    /**
     * Converts a path with a drive into an absolute path, which is never in the workspace: this machine has no drives.
     */
    private static String windowsPath(String path) {
        return path.matches("[A-Za-z]:/.*") ? '/' + path : path;
    }

    private Path regular(Path file, Place place) throws IOException {
        Path real;
        try {
            real = file.toRealPath();
        } catch (NoSuchFileException e) {
            // a broken link
            throw new Unusable(Texts.get("path.absent", RecordField.quoted(typed), place.directory));
        }
        if (!real.startsWith(place.realWorkspace)) {
            throw new Unusable(Texts.get("path.outside", RecordField.quoted(typed)));
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unusable(Texts.get("path.notRegular", RecordField.quoted(typed)));
        }
        return real;
    }

    private Path matching(Place place) throws IOException {
        List<String> segments = Stream.of(typed.split("[/\\\\]+")).toList();
        int wild = (int) segments.stream()
                .takeWhile(segment -> !PathPattern.isPattern(segment))
                .count();
        List<String> pattern = segments.subList(wild, segments.size());
        Path base;
        try {
            // the trailing separator makes an empty segment or a drive a root directory
            base = place.directory
                    .resolve(segments.subList(0, wild).stream()
                            .map(segment -> segment + '/')
                            .collect(Collectors.joining()))
                    .normalize();
        } catch (InvalidPathException e) {
            throw new Unusable(Texts.get("path.malformed", RecordField.quoted(typed)));
        }
        if (!place.contains(base) || pattern.contains("..")) {
            throw new Unusable(Texts.get("path.outside", RecordField.quoted(typed)));
        }
        List<Path> files = files(base, new PathPattern(pattern, File.separatorChar == '\\'), place);
        if (files.size() == 1) {
            return regular(files.get(0), place);
        }
        if (files.isEmpty()) {
            throw new Unusable(Texts.get("path.noMatch", RecordField.quoted(typed), place.directory));
        }
        String listed = files.stream()
                .limit(MAX_LISTED)
                .map(file -> RecordField.quoted(base.relativize(file).toString()))
                .collect(Collectors.joining(", "));
        throw new Unusable(Texts.get(
                "path.matches",
                files.size(),
                RecordField.quoted(typed),
                files.size() > MAX_LISTED ? listed + ", \u2026" : listed));
    }

    /** Finds the files that match. Follows no links below the directory in which the pattern begins. */
    private static List<Path> files(Path base, PathPattern pattern, Place place) throws IOException {
        var files = new ArrayList<Path>();
        Optional<Path> start = place.realDirectory(base);
        if (start.isEmpty()) {
            return files;
        }
        Files.walkFileTree(
                start.get(), EnumSet.noneOf(FileVisitOption.class), pattern.maxDepth(), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new InterruptedIOException();
                        }
                        Path relative = start.get().relativize(file);
                        if (!attributes.isDirectory() && pattern.matches(names(relative))) {
                            files.add(base.resolve(relative));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return files;
    }

    private static List<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toList();
    }

    /** The base of relative paths and the workspace that limits all paths, both as written and as real paths. */
    private static final class Place {

        private final Path directory;
        private final Path workspace;
        private final Path realWorkspace;

        Place(Path directory, Path workspace) throws IOException {
            this.directory = directory.toAbsolutePath().normalize();
            this.workspace = workspace.toAbsolutePath().normalize();
            this.realWorkspace = Files.exists(this.workspace) ? this.workspace.toRealPath() : this.workspace;
        }

        boolean contains(Path file) {
            return file.startsWith(workspace) || file.startsWith(realWorkspace);
        }

        /** Returns the real path; empty if there is no such directory in the workspace. */
        Optional<Path> realDirectory(Path file) throws IOException {
            if (!Files.isDirectory(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            return real.startsWith(realWorkspace) ? Optional.of(real) : Optional.empty();
        }
    }
}
