package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.names;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.podOf;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.read;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pods and containers of a list that a filter selects. */
class ClusterFilterTest {

    private static final String IMAGE_ID = "docker.io/shop/agent@" + digest('1');

    private static PodItem agent() {
        return podOf("agent", "shop/agent", IMAGE_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', shop, true",
        "shop, '', shop, true",
        "shop, '', shop-2, false",
        "'shop*', '', shop-2, true",
        "'*', 'kube-*', kube-system, false",
        "'', 'kube-*', my-kube-system, true",
        "'shop,other', '', other, true",
        "shop, shop, shop, false",
        "'s.op', '', shop, false",
        "'*-live', '', shop-live, true",
    })
    void namespaceFilterSupportsAsterisks(String included, String excluded, String namespace, boolean covered) {
        var filter = new ClusterFilter(patterns(included), patterns(excluded), LabelSelector.EVERYTHING, true);

        assertThat(filter.coversNamespace(namespace), is(covered));
    }

    private static List<String> patterns(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    @Test
    void podOutsideTheNamespacesHasNoRecordButItsWorkloadExists() throws Exception {
        var filter = new ClusterFilter(List.of("shop"), List.of(), LabelSelector.EVERYTHING, true);

        ClusterContents contents = read(
                filter,
                agent(),
                agent().namespace("other"),
                agent().namespace("other2").phase("Pending"));

        assertThat(names(contents), contains("shop-agent-app 1"));
        assertThat(contents.skipped(), is(empty()));
        assertThat(
                contents.existing(),
                contains(
                        new Workload("other", "DaemonSet", "agent"),
                        new Workload("other2", "DaemonSet", "agent"),
                        new Workload("shop", "DaemonSet", "agent")));
    }

    @Test
    void podWithoutSelectedLabelsHasNoRecordButItsWorkloadExists() throws Exception {
        var filter = new ClusterFilter(
                List.of(), List.of(), LabelSelector.parse("app=web").orElseThrow(), true);

        ClusterContents contents = read(
                filter,
                agent().label("app", "agent"),
                agent().namespace("other").label("app", "web"));

        assertThat(names(contents), contains("other-agent-app 1"));
        assertThat(contents.skipped(), is(empty()));
        assertThat(contents.existing().size(), is(2));
    }

    @Test
    void initContainersCanBeExcludedButSidecarsRemain() throws Exception {
        PodItem pod = agent().initContainer("init", "shop/init", IMAGE_ID).sidecar("proxy", "shop/proxy", IMAGE_ID);
        var withoutInit = new ClusterFilter(List.of(), List.of(), LabelSelector.EVERYTHING, false);

        assertThat(names(read(pod)), contains("shop-agent-app 1", "shop-agent-init 1", "shop-agent-proxy 1"));
        assertThat(names(read(withoutInit, pod)), contains("shop-agent-app 1", "shop-agent-proxy 1"));
        assertThat(read(pod).containers().stream().map(RunningContainer::init).toList(), contains(false, true, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app=shop                       | true
            app == shop , tier=front       | true
            app=other                      | false
            tier!=front                    | false
            absent!=front                  | true
            app                            | true
            absent                         | false
            !absent                        | true
            ! app                          | false
            app in (web, shop)             | true
            app in (web)                   | false
            app notin (web,shop)           | false
            absent notin (web)             | true
            absent in (web)                | false
            app.kubernetes.io/name=shop-1  | true
            tier in (front),app notin (web)| true
            app=shop,tier=back             | false
            empty=                         | true
            app=                           | false
            """)
    void labelSelectorsHaveTheSyntaxOfKubernetes(String selector, boolean selected) {
        var labels = Map.of("app", "shop", "tier", "front", "app.kubernetes.io/name", "shop-1", "empty", "");

        assertThat(LabelSelector.parse(selector).orElseThrow().matches(labels), is(selected));
        assertThat(LabelSelector.error(selector).isPresent(), is(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=a b",
                "=x",
                ",",
                "app=x,",
                "app in web",
                "app in (web",
                "app in ()x",
                "app>1",
                "app=-x",
                "a b",
                "app in (a),(b)",
                "-app"
            })
    void malformedLabelSelectorIsAnErrorThatShowsTheSyntax(String selector) {
        assertThat(LabelSelector.parse(selector).isPresent(), is(false));
        assertThat(
                LabelSelector.error(selector).orElseThrow().problem(),
                is("is not a label selector of Kubernetes; given: \"" + selector
                        + "\"; allowed: for example app=shop,tier!=cache,env in (prod, live),!canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankLabelSelectorSelectsAllPods(String selector) {
        assertThat(LabelSelector.parse(selector).orElseThrow(), is(LabelSelector.EVERYTHING));
        assertThat(LabelSelector.parse(null).orElseThrow(), is(LabelSelector.EVERYTHING));
    }
}
