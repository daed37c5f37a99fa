package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file in the workspace is found in every spelling of its path; a file outside is never found. */
class ArtifactPathTest {

    @TempDir
    private Path temp;

    private Path workspace;
    private Path jar;

    @BeforeEach
    void fillTheWorkspace() throws IOException {
        workspace = temp.toRealPath().resolve("ws");
        jar = workspace.resolve("target/shop.jar");
        write("target/shop.jar");
        Files.createDirectories(workspace.resolve("sub"));
        Files.writeString(temp.resolve("secret.key"), "secret");
    }

    private void write(String path) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "hello");
    }

    private Path resolve(String typed) throws IOException {
        return new ArtifactPath(typed.replace("{ws}", workspace.toString())).resolve(workspace, workspace);
    }

    private String problem(String typed) {
        return problem(typed, workspace);
    }

    private String problem(String typed, Path directory) {
        return assertThrows(
                        ArtifactPath.Unusable.class,
                        () -> new ArtifactPath(typed.replace("{ws}", workspace.toString()))
                                .resolve(directory, workspace))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/shop.jar",
                "./target//shop.jar",
                "sub/../target/shop.jar",
                "missing/../target/shop.jar",
                "../ws/target/shop.jar",
                "{ws}/target/shop.jar",
                "{ws}/sub/../target/shop.jar",
                "target\\shop.jar",
                ".\\target\\shop.jar",
                "target/*.jar",
                "target\\*.jar",
                "{ws}/target/*.jar",
                "**/*.jar",
                "**/shop.jar",
                "*/shop.???",
                "tar*/**",
                "**/target/**/shop.jar",
                "sub/../target/*.jar"
            })
    void pathInTheWorkspaceIsResolved(String typed) throws IOException {
        assertThat(resolve(typed), is(jar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../target/shop.jar", "..\\target\\shop.jar", "../target/*.jar", "{ws}/target/shop.jar"})
    void pathIsResolvedFromADirectoryInTheWorkspace(String typed) throws IOException {
        var path = new ArtifactPath(typed.replace("{ws}", workspace.toString()));

        assertThat(path.resolve(workspace.resolve("sub"), workspace), is(jar));
        assertThat(path.resolve(workspace.resolve("not/there").getParent(), workspace), is(jar));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.key",
                "a/../../secret.key",
                "..\\secret.key",
                "/etc/hostname",
                "\\etc\\hostname",
                "C:\\Windows\\win.ini",
                "\\\\server\\share\\x",
                "{ws}/../secret.key",
                "../*.key",
                "/etc/*",
                "*/../../secret.key",
                "../ws-other/x",
                "../not-there"
            })
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "paths of both kinds")
    void pathOutOfTheWorkspaceIsRefused(String typed) {
        assertThat(problem(typed), containsString("leads out of the workspace; given: \""));
    }

    @Test
    void pathOutOfTheWorkspaceIsRefusedFromADirectoryInIt() {
        assertThat(problem("../../secret.key", workspace.resolve("sub")), containsString("leads out of the workspace"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void linksAreFollowedOnlyInsideTheWorkspace() throws IOException {
        Files.createSymbolicLink(workspace.resolve("latest.jar"), Path.of("target/shop.jar"));
        Files.createSymbolicLink(workspace.resolve("out.key"), Path.of("../secret.key"));
        Files.createSymbolicLink(workspace.resolve("home"), Path.of(".."));
        Files.createSymbolicLink(workspace.resolve("nothing.jar"), Path.of("no/such"));

        assertThat(resolve("latest.jar"), is(jar));
        assertThat(resolve("latest.*"), is(jar));
        assertThat(problem("out.key"), containsString("leads out of the workspace"));
        assertThat(problem("out.*"), containsString("leads out of the workspace"));
        assertThat(problem("home/secret.key"), containsString("leads out of the workspace"));
        assertThat(problem("home/*.key"), containsString("no file matches"));
        assertThat(problem("**/secret.key"), containsString("no file matches"));
        assertThat(problem("nothing.jar"), containsString("there is no such file"));
    }

    /** The path of the workspace may be a link. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void pathIsResolvedInAWorkspaceBehindALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), workspace);

        for (String typed : List.of("target/shop.jar", "target/*.jar", link + "/target/shop.jar", jar.toString())) {
            assertThat(typed, new ArtifactPath(typed).resolve(link, link), is(jar));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", ".", "{ws}", "sub/.."})
    void directoryIsNotAnArtifact(String typed) {
        assertThat(problem(typed), containsString("is not a file; given: \""));
    }

    @Test
    void missingArtifactIsNamedInTheError() {
        assertThat(
                problem("target/shp.jar"),
                is("there is no such file; given: \"target/shp.jar\"; looked for in the workspace " + workspace));
        assertThat(problem("target\\shp.jar"), containsString("there is no such file"));
        assertThat(problem("a\0b"), containsString("is not a path; given: \"a b\""));
        assertThat(problem("x", workspace.resolve("no/such")), containsString("there is no such file"));
    }

    @Test
    void patternWithoutASingleMatchIsAnError() throws IOException {
        assertThat(
                problem("build/*.jar"),
                is("is a pattern that no file matches; given: \"build/*.jar\"; looked for in the workspace " + workspace
                        + "; allowed: the path of one file, or a pattern that one file matches"));
        assertThat(problem("*.jar"), containsString("is a pattern that no file matches"));
        assertThat(problem("tar*"), containsString("is a pattern that no file matches"));

        write("target/shop-sources.jar");
        assertThat(
                problem("target/*.jar"),
                is(
                        "is a pattern that 2 files match; given: \"target/*.jar\"; found: \"shop-sources.jar\", \"shop.jar\";"
                                + " allowed: the path of one file, or a pattern that one file matches"));
        for (int i = 0; i < 100; i++) {
            write("target/lib/" + i + ".jar");
        }
        assertThat(problem("**/*.jar"), containsString("102 files match"));
        assertThat(problem("**/*.jar").length() < 400, is(true));
        assertThat(problem("**/*.jar"), not(containsString("\"target/lib/99.jar\"")));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such names there")
    void fileWhoseNameLooksLikeAPatternIsResolved() throws IOException {
        write("a*.jar");
        write("ab.jar");
        write("b\\c.jar");

        assertThat(resolve("a*.jar"), is(workspace.resolve("a*.jar")));
        assertThat(resolve("b\\c.jar"), is(workspace.resolve("b\\c.jar")));
    }

    @Test
    void interruptEndsTheSearchForAnArtifact() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> resolve("**/*.jar"));
        } finally {
            assertThat(Thread.interrupted(), is(true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*, a, true",
        "*, '', true",
        "a*b?c, aXXbYc, true",
        "a*b?c, abc, false",
        "*.jar, a.jar.jar, true",
        "*.JAR, a.jar, false",
        "a, ab, false",
        "ab, a, false",
        "a?, a, false"
    })
    void wildcardsMatchNamesAsInAnt(String pattern, String name, boolean expected) {
        assertThat(new PathPattern(List.of(pattern), false).matches(List.of(name)), is(expected));
    }

    @Test
    void patternIsMatchedQuicklyAndIgnoresCaseOnWindows() {
        assertThat(new PathPattern(List.of("*.JAR"), true).matches(List.of("shop.jar")), is(true));
        assertThat(
                new PathPattern(List.of("*a".repeat(2_000)), false).matches(List.of("a".repeat(255) + "b")), is(false));
    }

    @Test
    void pathIsTriedInTheSpellingsOfOtherSystems() {
        assertThat(ArtifactPath.spellings("a/b", '/'), is(List.of("a/b")));
        assertThat(ArtifactPath.spellings("a\\b", '/'), is(List.of("a\\b", "a/b")));
        assertThat(ArtifactPath.spellings("C:\\b", '/'), is(List.of("C:\\b", "/C:/b")));
        assertThat(ArtifactPath.spellings("a\\b", '\\'), is(List.of("a\\b")));
        assertThat(ArtifactPath.spellings("/c/ws/b", '\\'), is(List.of("/c/ws/b", "c:/ws/b")));
        assertThat(ArtifactPath.spellings("/cygdrive/d/ws/b", '\\'), is(List.of("/cygdrive/d/ws/b", "d:/ws/b")));
    }
}
