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

/** Tests of the names of the pages' scripts and styles. */
class AdjunctNamesTest {

    private static final Path LIBRARY = Path.of("src/main/resources/lib/deploymentrecord");

    private static List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        }
    }

    /** Stapler includes a Jelly file that has the name of a script or a style, and so would print the tag twice. */
    @Test
    void noScriptOrStyleHasTheSameNameAsAJellyTag() throws IOException {
        List<Path> files = files(".*\\.(js|css)");

        assertThat(files, is(not(empty())));
        assertThat(
                files.stream()
                        .filter(file -> Files.exists(Path.of(file.toString().replaceFirst("\\.[a-z]+$", ".jelly"))))
                        .toList(),
                is(empty()));
    }
}
