package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.pod;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.read;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.workload;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tags and runtime risks from annotations. */
class GitHubAnnotationsTest {

    private static PodItem web() {
        return pod("web-x")
                .ofDeployment("web", "7d764666f9")
                .container("app", "shop/web", "docker.io/shop/web@" + digest('1'));
    }

    @Test
    void tagOfThePodTakesPrecedenceAndRisksAccumulate() throws Exception {
        PodItem replicaSet = workload("apps/v1", "ReplicaSet", "web-7d764666f9")
                .owner("apps/v1", "Deployment", "web")
                .annotation("metadata.github.com/team", "from the ReplicaSet")
                .annotation("metadata.github.com/tier", "front");
        PodItem deployment = workload("apps/v1", "Deployment", "web")
                .annotation("metadata.github.com/tier", "from the Deployment")
                .annotation("metadata.github.com/runtime-risks", "internet-exposed");

        ClusterContents contents = read(
                web().annotation("metadata.github.com/team", "payments")
                        .annotation("metadata.github.com/runtime-risks", " Sensitive-Data,,internet-exposed")
                        .annotation("example.com/team", "another")
                        .annotation("kubectl.kubernetes.io/last-applied-configuration", "{}"),
                replicaSet,
                deployment);

        RunningContainer container = contents.containers().get(0);
        assertThat(container.tags(), is(Map.of("team", "payments", "tier", "front")));
        assertThat(container.runtimeRisks(), is(Set.of(RuntimeRisk.SENSITIVE_DATA, RuntimeRisk.INTERNET_EXPOSED)));
        assertThat(contents.notices(), is(empty()));
    }

    @Test
    void invalidAnnotationsAreLeftOutWithANotice() throws Exception {
        PodItem web = web().annotation("metadata.github.com/", "no key")
                .annotation("metadata.github.com/long", "x".repeat(101))
                .annotation("metadata.github.com/runtime-risks", "earthquake");
        for (int i = 1; i <= 6; i++) {
            web.annotation("metadata.github.com/tag" + i, "ü".repeat(100));
        }

        ClusterContents contents = read(web);

        assertThat(contents.containers().get(0).tags().keySet(), contains("tag1", "tag2", "tag3", "tag4", "tag5"));
        assertThat(contents.containers().get(0).runtimeRisks(), is(empty()));
        assertThat(
                contents.notices(),
                contains(
                        "\"shop/web/app\" has an annotation that cannot be a tag, and is left out: a tag has no key;"
                                + " given: the value \"no key\"; allowed: keys of 1 to 100 characters",
                        "\"shop/web/app\" has an annotation that cannot be a tag, and is left out: the value of"
                                + " \"long\" has 101 characters, at most 100 are allowed; given: \"" + "x".repeat(60)
                                + "…\"",
                        "\"shop/web/app\" has an annotation with \"earthquake\", which is not a runtime risk. It is"
                                + " left out.",
                        "\"shop/web/app\" has more than 5 tags. The tag \"tag6\" is left out."));
    }

    @Test
    void podWithoutGitHubAnnotationsHasNeitherTagsNorRisks() throws Exception {
        RunningContainer container = read(web()).containers().get(0);

        assertThat(container.tags(), is(anEmptyMap()));
        assertThat(container.runtimeRisks(), is(empty()));
    }
}
