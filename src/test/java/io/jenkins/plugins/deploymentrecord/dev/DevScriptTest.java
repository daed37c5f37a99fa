package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code dev} in the root directory: the JDK and the Maven that it selects, the ports that it checks, and
 * the tests that it counts. Each function is called alone, in an environment made of files in a temporary directory.
 */
class DevScriptTest {

    /** The exit status of the script after an error that it reports. */
    private static final int GIVEN_UP = 1;

    /** The name contains a space, as the names of users' directories may. */
    private Path machine;

    private final Map<String, String> environment = new TreeMap<>();

    private record Ended(int status, String printed) {}

    @BeforeEach
    void makeMachine(@TempDir Path temp) throws IOException {
        machine = Files.createDirectories(temp.resolve("a machine"));
        // hides the java of the machine that runs the tests
        writeProgram("bin/java", "exit 1");
        environment.put("HOME", machine.resolve("home/me").toString());
        environment.put("PATH", machine.resolve("bin") + ":/usr/bin:/bin");
    }

    private Ended call(String function, String... arguments) throws Exception {
        Path script = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(script.resolve("dev"))) {
            script = script.getParent();
        }
        var builder = new ProcessBuilder("bash", "-c", ". \"$1\"; SYSTEM_ROOT=$2; shift 2; \"$@\"", "test");
        builder.command().add(script.resolve("dev").toString());
        builder.command().add(machine.toString());
        builder.command().add(function);
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process =
                builder.directory(machine.toFile()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), printed.strip());
    }

    private void write(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void writeProgram(String path, String script) throws IOException {
        write(path, "#!/bin/sh\n" + script + "\n");
        assertThat(machine.resolve(path).toFile().setExecutable(true), is(true));
    }

    /** Installs a JDK without the file "release", like some packages; only its javac prints the version. */
    private void installJdk(String home, String version) throws IOException {
        writeProgram(home + "/bin/javac", "echo javac " + version);
    }

    private void installJdkWithRelease(String home, String version) throws IOException {
        writeProgram(home + "/bin/javac", "exit 1");
        write(home + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"1\"\n");
    }

    private void onPath(String home) throws IOException {
        writeProgram("bin/java", "echo '    java.home = " + machine.resolve(home) + "' >&2");
    }

    private void assertFound(String home) throws Exception {
        assertThat(call("find_jdk"), is(new Ended(0, machine.resolve(home).toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"21", "21.0.3", "22-ea", "25.0.1", "26"})
    void usesTheDefaultJdkIfItIsNewEnough(String version) throws Exception {
        installJdkWithRelease("usr/lib/jvm/default", version);
        installJdk("usr/lib/jvm/jdk-21", "21.0.1");
        onPath("usr/lib/jvm/default");
        assertFound("usr/lib/jvm/default");
    }

    @Test
    void prefersJavaHomeToTheJavaOnThePath() throws Exception {
        installJdk("jdks/a", "25");
        installJdk("jdks/b", "21");
        onPath("jdks/b");
        environment.put("JAVA_HOME", machine.resolve("jdks/a").toString());
        assertFound("jdks/a");
    }

    @Test
    void ignoresAJavaHomeThatDoesNotExist() throws Exception {
        installJdk("jdks/b", "21");
        onPath("jdks/b");
        environment.put("JAVA_HOME", machine.resolve("gone/jdk").toString());
        assertFound("jdks/b");
    }

    @Test
    void usesTheOldestOfSeveralSupportedJdks() throws Exception {
        installJdkWithRelease("usr/lib/jvm/java-17", "17.0.15");
        installJdkWithRelease("usr/lib/jvm/java-25", "25.0.1");
        installJdkWithRelease("usr/lib/jvm/java-21", "21.0.7");
        installJdkWithRelease("usr/lib/jvm/java-27", "27");
        onPath("usr/lib/jvm/java-17");
        assertFound("usr/lib/jvm/java-21");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/jdk-17, tools/jdk-21",
        "tools/jdk-8/jre, tools/jdk-21",
        "a/jdk-17.jdk/Contents/Home, a/jdk-21.jdk/Contents/Home"
    })
    void findsANewerJdkBesideAnOldJdk(String old, String newer) throws Exception {
        installJdk(old, "1.8.0_402");
        installJdk(newer, "21.0.1");
        onPath(old);
        assertFound(newer);
        environment.put("JAVA_HOME", machine.resolve(old).toString());
        writeProgram("bin/java", "exit 1");
        assertFound(newer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25-jdk-amd64",
                "usr/java/jdk-25",
                "opt/jdk-25",
                "opt/java/25",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "home/me/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
                "home/me/.sdkman/candidates/java/25.0.1-tem",
                "home/me/.jdks/temurin-25",
                "home/me/.asdf/installs/java/temurin-25"
            })
    void findsANewerJdkInTheUsualPlaces(String home) throws Exception {
        installJdkWithRelease("elsewhere/java/17", "17.0.1");
        onPath("elsewhere/java/17");
        installJdkWithRelease(home, "25.0.1");
        assertFound(home);
    }

    @Test
    void findsAJdkWithTheCommandOfMacOs() throws Exception {
        installJdk("somewhere/25/Contents/Home", "25");
        writeProgram(
                "usr/libexec/java_home",
                "[ \"$1 $2\" = '-v 21+' ] && echo '" + machine.resolve("somewhere/25/Contents/Home") + "'");
        assertFound("somewhere/25/Contents/Home");
    }

    @Test
    void reportsThatNoSupportedJdkWasFound() throws Exception {
        installJdk("usr/lib/jvm/java-17", "17.0.1");
        onPath("usr/lib/jvm/java-17");
        write("usr/lib/jvm/jre-25/release", "JAVA_VERSION=\"25.0.1\"\n");
        Ended ended = call("use_jdk");
        assertThat(ended.status(), is(GIVEN_UP));
        assertThat(ended.printed(), containsString("A JDK of version 21 or newer is needed, and none was found."));
    }

    @ParameterizedTest
    @CsvSource({"3.6.3, 1", "3.8.7, 1", "3.9, 0", "3.9.11, 0", "3.10.0, 0", "4.0.0, 0", "0.0, 1"})
    void acceptsMaven39AndNewer(String version, int status) throws Exception {
        assertThat(call("is_new_maven", version).status(), is(status));
    }

    @Test
    void reportsAPortThatIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(
                    call("need_port", port, "Jenkins", "try again"),
                    is(new Ended(
                            GIVEN_UP, "Port " + port + " of this machine is taken, and Jenkins needs it: try again.")));
            taken.close();
            assertThat(call("need_port", port, "Jenkins", "try again"), is(new Ended(0, "")));
        }
    }

    private void report(String name, int tests, String more) throws IOException {
        write(
                "target/surefire-reports/TEST-" + name + ".xml",
                "<?xml version=\"1.0\"?>\n<testsuite name=\"" + name + "\" time=\"1\" tests=\"" + tests
                        + "\" errors=\"0\">\n" + more + "</testsuite>\n");
    }

    @Test
    void countsTheTestsOfAllReports() throws Exception {
        report("a.FirstTest", 12, "");
        report("a.BrowserFormsTest", 3, "");
        assertThat(call("count_tests", "."), is(new Ended(0, "15")));
        assertThat(call("count_tests", ".", "*.Browser*Test"), is(new Ended(0, "3")));
    }

    @Test
    void aTierWithoutTestsFails() throws Exception {
        assertThat(call("count_tests", "."), is(new Ended(1, "no test ran")));
        report("a.FirstTest", 0, "");
        assertThat(call("count_tests", "."), is(new Ended(1, "no test ran")));
    }

    @Test
    void aTierWithASkippedTestFails() throws Exception {
        report("a.FirstTest", 12, "<testcase name=\"x\">\n<skipped/>\n</testcase>\n");
        assertThat(call("count_tests", "."), is(new Ended(1, "1 tests were skipped")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Could not transfer artifact a:b:pom:1 from/to x: No route to host | 0",
                "Cannot access x in offline mode and the artifact a:b:jar:1 has not been downloaded from it before. | 0",
                "The following artifacts could not be resolved: a:b:pom:1 (absent) | 0",
                "Non-parseable POM pom.xml: unexpected markup | 1",
                "Rule 0: RequireJavaVersion failed with message | 1"
            })
    void onlyUnavailableArtifactsLeaveTestsOut(String complaint, int status) throws Exception {
        write("validate.log", "[ERROR] " + complaint + "\n");
        assertThat(call("is_unresolved", "validate.log").status(), is(status));
    }
}
