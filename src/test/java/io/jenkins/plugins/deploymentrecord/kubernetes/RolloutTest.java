package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.names;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.pod;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.podOf;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.read;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The choice among several pods of a workload. */
class RolloutTest {

    private static PodItem web(String name, String hash, String created, char digit) {
        return pod(name)
                .ofDeployment("web", hash)
                .created(created)
                .container("app", "shop/web:" + digit, "docker.io/shop/web@" + digest(digit));
    }

    @Test
    void digestOfARolloutComesFromTheNewestRunningPod() throws Exception {
        PodItem old = web("a", "7d764666f9", "2026-11-01T10:00:00Z", '1');
        PodItem young = web("b", "79967c5968", "2026-11-01T11:00:00Z", '2');

        assertThat(names(read(old, young)), contains("shop-web-app 2"));
        assertThat(read(old, young).containers().get(0).version(), is("2"));
        assertThat(names(read(old, young.phase("Pending"))), contains("shop-web-app 1"));
    }

    @Test
    void terminatingPodIsIgnored() throws Exception {
        PodItem old = web("a", "7d764666f9", "2026-11-01T10:00:00Z", '1');
        PodItem young = web("b", "79967c5968", "2026-11-01T11:00:00Z", '2').terminating();

        assertThat(names(read(old, young)), contains("shop-web-app 1"));
    }

    @Test
    void choiceAmongPodsOfTheSameAgeDoesNotDependOnTheirOrder() throws Exception {
        var pods = new ArrayList<PodItem>();
        for (char digit = '1'; digit <= '6'; digit++) {
            pods.add(web("pod-" + digit, "7d764666f9", "2026-11-01T10:00:00Z", digit));
        }
        ClusterContents first = read(pods.toArray(PodItem[]::new));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(pods, new Random(seed));
            assertThat("seed " + seed, read(pods.toArray(PodItem[]::new)), is(first));
        }
        assertThat(names(first), contains("shop-web-app 6"));
    }

    @Test
    void runningPodOfAJobTakesPrecedenceOverANewerFinishedPod() throws Exception {
        PodItem running = pod("a").owner("batch/v1", "Job", "import")
                .container("app", "shop/import", "docker.io/shop/import@" + digest('1'));
        PodItem failed = pod("b").owner("batch/v1", "Job", "import")
                .created("2026-11-01T11:00:00Z")
                .phase("Failed")
                .container("app", "shop/import", "docker.io/shop/import@" + digest('2'));

        assertThat(names(read(running, failed)), contains("shop-import-app 1"));
        assertThat(names(read(failed)), contains("shop-import-app 2"));
    }

    @Test
    void finishedPodHasARecordOnlyIfItBelongsToAJob() throws Exception {
        PodItem evicted = podOf("agent", "shop/agent", "docker.io/shop/agent@" + digest('1'))
                .phase("Failed");

        ClusterContents contents = read(evicted);

        assertThat(contents.containers(), is(empty()));
        assertThat(contents.existing(), contains(new Workload("shop", "DaemonSet", "agent")));
    }

    /** CRI-O reports the digest of the image for the node's platform, whereas the spec pins the digest of the index. */
    @Test
    void pinnedDigestOfAnIndexTakesPrecedenceOverPlatformDigests() throws Exception {
        String pinned = "quay.io/shop/web:1@" + digest('a');
        PodItem amd64 = podOf("agent", pinned, "quay.io/shop/web@" + digest('1'));
        PodItem arm64 = pod("agent-y")
                .owner("apps/v1", "DaemonSet", "agent")
                .created("2026-11-01T11:00:00Z")
                .container("app", pinned, "quay.io/shop/web@" + digest('2'));

        ClusterContents contents = read(amd64, arm64);

        assertThat(names(contents), contains("shop-agent-app a"));
        assertThat(contents.containers().get(0).version(), is("1"));
        assertThat(
                contents.notices(),
                is(List.of("\"shop/agent/app\" is pinned to " + digest('a') + ", but the node reports " + digest('2')
                        + ", perhaps that of one platform of an image index. The pinned digest is recorded.")));
    }

    @Test
    void podThatIsListedTwiceHasOneRecord() throws Exception {
        PodItem agent = podOf("agent", "shop/agent", "docker.io/shop/agent@" + digest('1'));

        assertThat(names(read(agent, agent)), contains("shop-agent-app 1"));
        assertThat(read(agent, agent).notices(), is(empty()));
    }
}
