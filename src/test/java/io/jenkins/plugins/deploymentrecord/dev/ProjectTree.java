package io.jenkins.plugins.deploymentrecord.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of this project, whether the tests run in the root directory or in the directory of the tier without
 * Jenkins.
 */
final class ProjectTree {

    private ProjectTree() {}

    static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(root.resolve("dev"))) {
            root = root.getParent();
        }
        return root;
    }

    static String read(String path) throws IOException {
        return Files.readString(root().resolve(path));
    }

    static List<String> lines(String path) throws IOException {
        return Files.readAllLines(root().resolve(path));
    }

    static JsonNode yaml(String path) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(read(path));
    }

    /** Returns the files below a directory whose names have an ending, relative to the root, with slashes. */
    static List<String> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root().resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .map(file -> root().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
