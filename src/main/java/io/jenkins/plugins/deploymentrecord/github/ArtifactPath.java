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
 * A file in a workspace as a person names it: by a path relative to the directory of the step, by an absolute path, with
 * the separators of any system, or by a pattern that one file matches. Looked up on the machine that has the file.
 *
 * @param typed not blank
 */
public record ArtifactPath(String typed) {

    /** The largest number of files that a message lists. */
    private static final int MAX_LISTED = 5;

    /** The path names no file that may be read; the message says why, for a person. */
    public static final class Unusable extends IOException {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * The real path of the file. Nothing outside of the workspace is looked at.
     *
     * @param directory in which a relative path begins
     * @param workspace the directory, or a directory around it; a path that leads outside is refused, whether or not
     *     there is a file
     * @throws Unusable if the path leads out of the workspace, by {@code ..}, a link or as an absolute path, is not that of
     *     a regular file, or is a pattern that not exactly one file matches
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
        if (PathPattern.isOne(typed)) {
            return matching(place);
        }
        throw new Unusable(Texts.get(
                malformed ? "path.malformed" : outside ? "path.outside" : "path.absent",
                RecordField.quoted(typed),
                directory));
    }

    /** The path as it stands, then as the person may have meant it on a machine of another kind. */
    static List<String> spellings(String typed, char separator) {
        if (separator == '/') {
            return typed.indexOf('\\') < 0 ? List.of(typed) : List.of(typed, windowsPath(typed.replace('\\', '/')));
        }
        // of the shells of MSYS and Cygwin
        String drive = typed.replaceFirst("^(?:/cygdrive)?/([A-Za-z])/", "$1:/");
        return drive.equals(typed) ? List.of(typed) : List.of(typed, drive);
    }

    /** A drive is none of this machine's: absolute, and not in its workspace. */
    private static String windowsPath(String path) {
        return path.matches("[A-Za-z]:/.*") ? '/' + path : path;
    }

    private Path regular(Path file, Place place) throws IOException {
        Path real;
        try {
            real = file.toRealPath();
        } catch (NoSuchFileException e) {
            // a link to nothing
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
                .takeWhile(segment -> !PathPattern.isOne(segment))
                .count();
        List<String> pattern = segments.subList(wild, segments.size());
        Path base;
        try {
            // the separator behind the last segment makes a root of an empty segment or of a drive
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

    /** Follows no links below the directory in which the pattern begins. */
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

    /** Where a path begins, and what it may not leave, as written and as the file system has it. */
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

        /** Empty if there is no such directory in the workspace. */
        Optional<Path> realDirectory(Path file) throws IOException {
            if (!Files.isDirectory(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            return real.startsWith(realWorkspace) ? Optional.of(real) : Optional.empty();
        }
    }
}
