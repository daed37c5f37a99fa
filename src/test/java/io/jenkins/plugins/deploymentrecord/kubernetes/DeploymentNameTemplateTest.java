package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.ArtifactDigest;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployment names of a cluster's containers. */
class DeploymentNameTemplateTest {

    private static RunningContainer container(String namespace, String kind, String workload, String container) {
        return new RunningContainer(
                new Workload(namespace, kind, workload),
                container,
                false,
                "pod",
                "shop/web",
                null,
                new ArtifactDigest(PodItem.digest('1')),
                Map.of(),
                Set.of());
    }

    private static DeploymentNameTemplate template(String text) {
        return DeploymentNameTemplate.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "'', shop-web-app",
        "{namespace}/{workload}/{container}, shop/web/app",
        "{namespace}/{deployment}/{container}, shop/web/app",
        "{kind}:{workload}, Deployment:web",
        "eu-{workload}, eu-web",
    })
    void templatePlaceholdersAreReplaced(String text, String name) {
        assertThat(template(text).nameOf(container("shop", "Deployment", "web", "app")), is(name));
        assertThat(template(text).errors(List.of(container("shop", "Deployment", "web", "app"))), is(empty()));
    }

    @Test
    void valueThatLooksLikeAPlaceholderIsNotReplaced() {
        assertThat(
                template("{namespace}-{workload}").nameOf(container("{workload}$1\\", "Deployment", "web", "app")),
                is("{workload}$1\\-web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{pod}", "web", "{workload", "workload}", "{}", "{Workload}", "{{workload}}", "${workload"})
    void templateWithUnknownOrNoPlaceholdersIsAnError(String text) {
        assertThat(DeploymentNameTemplate.parse(text).isPresent(), is(false));
        assertThat(
                DeploymentNameTemplate.error(text).orElseThrow(),
                is(new FieldError(
                        "deploymentNameTemplate",
                        "is not a template; given: \"" + text + "\"; allowed: a text with {namespace}, {kind},"
                                + " {workload}, {deployment}, {container}")));
    }

    @Test
    void twoWorkloadsWithTheSameNameAreAnErrorThatSuggestsTheTrackersTemplate() {
        var containers = List.of(container("a", "Deployment", "b-c", "d"), container("a-b", "Deployment", "c", "d"));

        assertThat(
                DeploymentNameTemplate.DEFAULT.errors(containers),
                is(List.of(new FieldError(
                        "deploymentNameTemplate",
                        "\"Deployment a/b-c/d\" and \"Deployment a-b/c/d\" have the same deployment name \"a-b-c-d\";"
                                + " a template that fits all: {namespace}/{workload}/{container}"))));
        assertThat(template("{namespace}/{workload}/{container}").errors(containers), is(empty()));
    }

    @Test
    void twoKindsWithTheSameNameAreAnErrorThatSuggestsATemplateWithTheKind() {
        var containers =
                List.of(container("shop", "Deployment", "web", "app"), container("shop", "StatefulSet", "web", "app"));

        assertThat(
                DeploymentNameTemplate.DEFAULT.errors(containers).get(0).problem(),
                is("\"Deployment shop/web/app\" and \"StatefulSet shop/web/app\" have the same deployment name"
                        + " \"shop-web-app\"; a template that fits all: {namespace}/{kind}/{workload}/{container}"));
    }

    @Test
    void nameOfMoreThan256CharactersIsAnErrorThatSuggestsAShorterTemplate() {
        String longest = "w".repeat(253);

        assertThat(
                DeploymentNameTemplate.DEFAULT
                        .errors(List.of(container("shop", "CronJob", longest, "app")))
                        .get(0)
                        .problem(),
                is("the deployment name of \"CronJob shop/" + "w".repeat(47)
                        + "…\" has 262 characters, at most 256 are allowed; given: \"shop-" + "w".repeat(55)
                        + "…\"; a template that fits all: {workload}"));
    }

    @Test
    void templateErrorSaysSoIfNoTemplateFits() {
        String longest = "w".repeat(253);
        var containers =
                List.of(container("shop", "CronJob", longest, "one"), container("shop", "CronJob", longest, "two"));

        List<FieldError> errors = DeploymentNameTemplate.DEFAULT.errors(containers);

        assertThat(errors.size(), is(2));
        assertThat(
                errors.get(1).problem(),
                endsWith("…\"; no template fits all; limit the namespaces, or select pods by their labels"));
    }
}
