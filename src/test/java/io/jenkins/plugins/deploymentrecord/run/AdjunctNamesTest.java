package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts and styles of pages. */
class AdjunctNamesTest {

    private static final Path LIBRARY = Path.of("src/main/resources/lib/deploymentrecord");

    private static List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        }
    }

    /** Stapler takes a Jelly file with the name of a script or a style for a part of it, and prints the tag once more. */
    @Test
    void noScriptAndNoStyleHasTheNameOfATag() throws IOException {
        List<Path> files = files(".*\\.(js|css)");

        assertThat(files, is(not(empty())));
        assertThat(
                files.stream()
                        .filter(file -> Files.exists(Path.of(file.toString().replaceFirst("\\.[a-z]+$", ".jelly"))))
                        .toList(),
                is(empty()));
    }
}
