package io.jenkins.plugins.deploymentrecord.dev;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * The rules by which the Jenkins project hosts a plugin, as far as the source tree can show them: the rules of the
 * package {@code hosting} of jenkins-infra/repository-permissions-updater, and the stricter rules of this plugin's own
 * design.
 */
class HostingRulesTest {

    private static final int MAX_ARTIFACT_ID = 36;

    /** The libraries that are parts of Jenkins' API plugins. */
    private static final Pattern LIBRARIES_WITH_AN_API_PLUGIN = Pattern.compile(
            "org\\.apache\\.(commons|httpcomponents.*)|com\\.fasterxml\\.jackson.*|com\\.squareup\\.okhttp3?|org\\.yaml"
                    + "|com\\.google\\.code\\.gson|org\\.json|org\\.jsoup|joda-time|org\\.ow2\\.asm|net\\.bytebuddy"
                    + "|org\\.bouncycastle|com\\.jayway\\.jsonpath|com\\.sun\\..*|jakarta\\..*|com\\.github\\.(mwiede|ben-manes.*)");

    private Pom pom;

    @BeforeEach
    void readPom() throws Exception {
        pom = Pom.ofRoot();
    }

    private static int compare(String version, String other) {
        int[] left = numbers(version);
        int[] right = numbers(other);
        return Arrays.compare(left, right);
    }

    private static int[] numbers(String version) {
        return Stream.of(version.replaceFirst("\\.v.*", "").split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void theNamesAreShortAndDoNotContainJenkins() throws Exception {
        assertThat(pom.text("groupId"), is("io.jenkins.plugins"));
        assertThat(pom.text("artifactId"), matchesPattern("[a-z0-9-]{1," + MAX_ARTIFACT_ID + "}"));
        assertThat(pom.text("artifactId"), not(containsString("jenkins")));
        assertThat(pom.text("name").toLowerCase(), not(anyOf(containsString("jenkins"), is(""))));
        assertThat(pom.text("packaging"), is("hpi"));
    }

    @Test
    void theParentIsNotTooOld() throws Exception {
        assertThat(pom.text("parent/groupId"), is("org.jenkins-ci.plugins"));
        assertThat(pom.text("parent/artifactId"), is("plugin"));
        assertThat(compare(pom.text("parent/version"), "6.2211"), is(greaterThanOrEqualTo(0)));
    }

    @Test
    void theVersionsOfJenkinsAndOfTheBomMatch() throws Exception {
        String baseline = pom.text("properties/jenkins.baseline");
        assertThat(baseline, is("2.555"));
        assertThat(pom.text("properties/jenkins.version"), is("${jenkins.baseline}.3"));
        assertThat(compare(baseline, "2.541"), is(greaterThanOrEqualTo(0)));

        String bom = "dependencyManagement/dependencies/dependency[groupId='io.jenkins.tools.bom']";
        assertThat(pom.resolved(bom + "/artifactId"), is("bom-" + baseline + ".x"));
        assertThat(pom.text(bom + "/type") + ' ' + pom.text(bom + "/scope"), is("pom import"));
    }

    @ParameterizedTest
    @CsvSource({
        "changelist, 999999-SNAPSHOT",
        "hpi.strictBundledArtifacts, true",
        "ban-commons-lang-2.skip, false",
        "ban-deprecated-stapler.skip, false",
        "ban-junit4-imports.skip, false",
        "banObsoleteDependencyOverrides.skip, false",
        "spotless.check.skip, false"
    })
    void thePomEnablesACheck(String property, String value) throws Exception {
        assertThat(pom.text("properties/" + property), is(value));
    }

    @Test
    void theVersionIsSetByAutomaticReleases() throws Exception {
        assertThat(pom.text("version"), is("${changelist}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.level", "maven.compiler.source", "maven.compiler.target", "maven.compiler.release"})
    void onlyTheParentSetsTheVersionOfJava(String property) throws Exception {
        assertThat(pom.elements("properties/" + property), is(empty()));
    }

    @Test
    void thePomNamesTheRepositoryAndTheLicense() throws Exception {
        String repository = "github.com/jenkinsci/" + pom.text("artifactId") + "-plugin";
        assertThat(pom.resolved("url"), is("https://" + repository));
        assertThat(pom.resolved("properties/gitHubRepo"), is("jenkinsci/" + pom.text("artifactId") + "-plugin"));
        assertThat(pom.text("licenses/license/name"), is("MIT License"));
        assertThat(pom.text("licenses/license/url"), startsWith("https://"));
        assertThat(ProjectTree.read("LICENSE.md"), startsWith("The MIT License"));
        for (String field : List.of("connection", "developerConnection", "url")) {
            assertThat(pom.text("scm/" + field), matchesPattern("(scm:git:)?https://github\\.com/\\$\\{gitHubRepo}"));
        }
        assertThat(pom.text("scm/tag"), is("${scmTag}"));
    }

    @Test
    void thePomNamesNoDevelopers() throws Exception {
        assertThat(pom.elements("developers"), is(empty()));
    }

    @Test
    void allRepositoriesAreReadOverHttps() throws Exception {
        List<Element> urls = pom.elements("*[self::repositories or self::pluginRepositories]/*/url");
        assertThat(urls.size(), is(2));
        for (Element url : urls) {
            assertThat(url.getTextContent(), startsWith("https://repo.jenkins-ci.org/"));
        }
    }

    @Test
    void dependenciesOnPluginsHaveTheVersionsOfTheBom() throws Exception {
        List<Element> plugins = pom.elements("dependencies/dependency").stream()
                .filter(dependency -> Pom.child(dependency, "groupId").matches("(io\\.jenkins|org\\.jenkins).*"))
                .toList();
        assertThat(plugins, is(not(empty())));
        for (Element plugin : plugins) {
            assertThat(Pom.child(plugin, "artifactId"), Pom.child(plugin, "version"), is(""));
        }
    }

    @Test
    void noLibraryOfAnApiPluginIsBundled() throws Exception {
        for (Element dependency : pom.elements("dependencies/dependency")) {
            if (!Pom.child(dependency, "scope").equals("test")) {
                assertThat(Pom.child(dependency, "groupId"), not(matchesPattern(LIBRARIES_WITH_AN_API_PLUGIN)));
            }
        }
    }

    @Test
    void theJenkinsfileCallsBuildPluginAndNothingElse() throws Exception {
        String script = ProjectTree.read("Jenkinsfile")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("//.*", "")
                .replaceAll("\\s+", "");
        Matcher call = Pattern.compile("buildPlugin\\((?:\\w+:[\\w']+,)*configurations:\\[(.*?)],?\\)")
                .matcher(script);
        assertThat(script, call.matches(), is(true));
        List<String> configurations =
                List.of(call.group(1).replaceAll("],?$", "").split("],"));
        assertThat(configurations.size(), is(2));
        for (String configuration : configurations) {
            assertThat(configuration, matchesPattern("\\[platform:'(linux|windows)',jdk:(21|25)"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        ".gitignore, target",
        ".gitignore, work",
        ".github/CODEOWNERS, * @jenkinsci/github-deployment-record-plugin-developers",
        ".mvn/maven.config, -Pconsume-incrementals",
        ".mvn/maven.config, -Pmight-produce-incrementals",
        ".mvn/maven.config, -Dchangelist.format=%d.v%s"
    })
    void theFileHasTheLine(String file, String line) throws Exception {
        assertThat(ProjectTree.lines(file), hasItem(line));
    }

    @Test
    void theExtensionForAutomaticVersionsIsConfigured() throws Exception {
        assertThat(ProjectTree.read(".mvn/extensions.xml"), containsString("git-changelist-maven-extension"));
    }

    @ParameterizedTest
    @CsvSource({
        "cd.yaml, jenkins-infra/github-reusable-workflows/.github/workflows/maven-cd.yml@v1",
        "jenkins-security-scan.yml,"
                + " jenkins-infra/jenkins-security-scan/.github/workflows/jenkins-security-scan.yaml@v2",
        "auto-merge-safe-deps.yml,"
                + " jenkins-infra/github-reusable-workflows/.github/workflows/auto-merge-safe-deps.yml@v1",
        "close-bom-if-passing.yml,"
                + " jenkins-infra/github-reusable-workflows/.github/workflows/close-bom-if-passing.yml@v1"
    })
    void aWorkflowIsTheWorkflowOfTheJenkinsProject(String file, String workflow) throws Exception {
        JsonNode yaml = ProjectTree.yaml(".github/workflows/" + file);
        assertThat(yaml.get("jobs").size(), is(1));
        assertThat(yaml.get("jobs").elements().next().get("uses").asText(), is(workflow));
        assertThat(yaml.get("permissions").isObject(), is(true));
    }

    @Test
    void dependenciesAreUpdatedByTheSharedRules() throws Exception {
        assertThat(
                ProjectTree.yaml(".github/renovate.json").get("extends").get(0).asText(),
                is("github>jenkinsci/renovate-config"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/release-drafter.yml",
                ".github/release-drafter.yaml",
                ".github/workflows/release-drafter.yml",
                ".github/workflows/release-drafter.yaml"
            })
    void onlyTheAutomaticReleaseDraftsReleaseNotes(String file) {
        assertThat(Files.exists(ProjectTree.root().resolve(file)), is(false));
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, MIT License",
        "CONTRIBUTING.md, ## Release notes",
        "SECURITY.md, https://www.jenkins.io/security/reporting/",
        ".github/PULL_REQUEST_TEMPLATE.md, ### Testing done"
    })
    void theFileForContributorsHasItsText(String file, String text) throws Exception {
        assertThat(ProjectTree.read(file), containsString(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-bug.yml", "2-feature.yml"})
    void anIssueFormHasTheFieldsThatGitHubRequires(String file) throws Exception {
        JsonNode form = ProjectTree.yaml(".github/ISSUE_TEMPLATE/" + file);
        assertThat(form.get("name").asText(), is(not("")));
        assertThat(form.get("description").asText(), is(not("")));
        for (JsonNode field : form.get("body")) {
            String type = field.get("type").asText();
            assertThat(type, matchesPattern("markdown|input|textarea|dropdown"));
            String text = type.equals("markdown") ? "value" : "label";
            assertThat(field.get("attributes").path(text).asText(), is(not("")));
        }
    }

    @Test
    void theIssuePageLinksToPrivateReportingOfVulnerabilities() throws Exception {
        JsonNode links = ProjectTree.yaml(".github/ISSUE_TEMPLATE/config.yml").get("contact_links");
        assertThat(links.get(0).get("url").asText(), is("https://www.jenkins.io/security/reporting/"));
    }
}
