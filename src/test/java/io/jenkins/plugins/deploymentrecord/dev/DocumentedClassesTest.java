package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for maintainers and reviewers name classes that exist, in their actual packages. */
class DocumentedClassesTest {

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    /** A class name, which may follow its package and precede a method. */
    private static final Pattern CLASS = Pattern.compile(
            "(?:([a-z]+)\\.)?([A-Z][a-z]+[A-Z][A-Za-z]*|Outbox|Journal"
                    + "|Dispatcher|Attempts|Outcomes|Recorder|Recording|Request|Submission|Scheduler|Account)(?:\\.[a-z]\\w*)?");

    private static final Set<String> OF_JENKINS = Set.of(
            "CredentialsProvider.findCredentialById",
            "FilePath.newInputStreamDenyingSymlinkAsNeeded",
            "ControllerToAgentFileCallable",
            "JenkinsOkHttpClient");

    @ParameterizedTest
    @ValueSource(strings = {"docs/development.md", "docs/security.md"})
    void eachDocumentedClassExists(String page) throws Exception {
        Set<String> files = Set.copyOf(ProjectTree.files("src", ".java"));
        var missing = new TreeSet<String>();
        int count = 0;
        for (MatchResult code : CODE.matcher(ProjectTree.read(page)).results().toList()) {
            var name = CLASS.matcher(code.group(1));
            if (!OF_JENKINS.contains(code.group(1)) && name.matches()) {
                count++;
                String end = (name.group(1) == null ? "/" : "/" + name.group(1) + '/') + name.group(2) + ".java";
                if (files.stream().noneMatch(file -> file.endsWith(end))) {
                    missing.add(code.group(1));
                }
            }
        }
        assertThat(missing, is(empty()));
        assertThat(count, is(greaterThan(20)));
    }
}
