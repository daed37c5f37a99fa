package io.jenkins.plugins.deploymentrecord;

import hudson.EnvVars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stand-ins for the tools that a Pipeline calls with {@code sh}. They know the commands of {@code commands.txt}, and write
 * what the tools write; any other command fails.
 */
final class StandInTools {

    private static final Path SOURCE = Path.of("src/test/resources/io/jenkins/plugins/deploymentrecord/tools");

    private static String pathBefore;

    private StandInTools() {}

    /** Puts them into the directory, and the directory in front of the controller's PATH. */
    static void install(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        for (String tool : tools()) {
            Path script = Files.copy(SOURCE.resolve("tool.sh"), directory.resolve(tool));
            if (!script.toFile().setExecutable(true)) {
                throw new IOException(script + " cannot be made executable");
            }
        }
        pathBefore = EnvVars.masterEnvVars.get("PATH");
        EnvVars.masterEnvVars.put("PATH", directory + File.pathSeparator + pathBefore);
    }

    static void uninstall() {
        EnvVars.masterEnvVars.put("PATH", pathBefore);
    }

    private static Set<String> tools() throws IOException {
        return lines("commands.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ |]", 2)[0])
                .collect(Collectors.toSet());
    }

    /** The digests that a correct example can record: those of the images that were pushed, and of the npm package. */
    static List<String> digestsOfTheRegistry() throws IOException {
        return lines("digests.txt");
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(SOURCE.resolve(file));
    }
}
