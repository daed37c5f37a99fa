package io.jenkins.plugins.deploymentrecord.kubernetes;

import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.digest;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.pod;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.read;
import static io.jenkins.plugins.deploymentrecord.kubernetes.PodItem.workload;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentrecord.kubernetes.SkippedContainer.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workload of a pod. */
class OwnersTest {

    private static PodItem running(String name) {
        return pod(name).container("app", "shop/app:1", "docker.io/shop/app@" + digest('1'));
    }

    private static String workloadOf(PodItem... items) throws Exception {
        List<RunningContainer> containers = read(items).containers();
        assertThat(containers.size(), is(1));
        return containers.get(0).workload().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "web-7d764666f9, 7d764666f9, Deployment shop/web",
        // Kubernetes 1.8 to 1.11: the suffix is the label, encoded in letters that form no words
        "web-764867b745, 3204236301, Deployment shop/web",
        "web-bcdfbcdfbc, 6789678967, Deployment shop/web",
        // only one suffix is removed from a name whose end looks like a hash
        "agent-1a3a7e88-547b57cc54, 547b57cc54, Deployment shop/agent-1a3a7e88",
        // a ReplicaSet from a manifest that sets the label itself
        "web-v014, 7d764666f9, ReplicaSet shop/web-v014",
        "haproxy-replicaset, 7d764666f9, ReplicaSet shop/haproxy-replicaset",
        "7d764666f9, 7d764666f9, ReplicaSet shop/7d764666f9",
        "-7d764666f9, 7d764666f9, ReplicaSet shop/-7d764666f9",
    })
    void deploymentOfAReplicaSetIsDerivedFromTheTemplateHash(String replicaSet, String hash, String expected)
            throws Exception {
        assertThat(
                workloadOf(
                        running("p").owner("apps/v1", "ReplicaSet", replicaSet).label("pod-template-hash", hash)),
                is(expected));
    }

    @Test
    void replicaSetWithoutATemplateHashIsItsOwnWorkload() throws Exception {
        assertThat(
                workloadOf(running("p").owner("apps/v1", "ReplicaSet", "backend-v014")),
                is("ReplicaSet shop/backend-v014"));
    }

    @Test
    void replicaSetInTheListTakesPrecedenceOverThePodsLabel() throws Exception {
        assertThat(
                workloadOf(
                        running("p").ofDeployment("web", "7d764666f9"),
                        workload("apps/v1", "ReplicaSet", "web-7d764666f9").owner("apps/v1", "Deployment", "other")),
                is("Deployment shop/other"));
        assertThat(
                workloadOf(
                        running("p").ofDeployment("web", "7d764666f9"),
                        workload("apps/v1", "ReplicaSet", "web-7d764666f9")),
                is("ReplicaSet shop/web-7d764666f9"));
        assertThat(
                workloadOf(
                        running("p").owner("apps/v1", "ReplicaSet", "web-7d764666f9"),
                        workload("apps/v1", "ReplicaSet", "web-7d764666f9")
                                .owner("argoproj.io/v1alpha1", "Rollout", "web")),
                is("Rollout shop/web"));
    }

    @Test
    void replicaSetInAnotherNamespaceIsIgnored() throws Exception {
        assertThat(
                workloadOf(
                        running("p").ofDeployment("web", "7d764666f9"),
                        workload("apps/v1", "ReplicaSet", "web-7d764666f9").namespace("other")),
                is("Deployment shop/web"));
    }

    @ParameterizedTest
    @CsvSource({
        // scheduled at 2026-11-01T10:00:00Z, in minutes and in seconds
        "backup-29892120, 2026-11-01T10:00:00Z, CronJob shop/backup",
        "backup-29892120, 2026-11-01T16:00:00Z, CronJob shop/backup",
        "backup-1793527200, 2026-11-01T10:00:01Z, CronJob shop/backup",
        "backup-29892120, 2026-11-09T10:00:00Z, Job shop/backup-29892120",
        "backup-29892120, 2026-11-01T09:00:00Z, Job shop/backup-29892120",
        "backup-20261101, 2026-11-01T10:00:00Z, Job shop/backup-20261101",
        "stress.1, 2026-11-01T10:00:00Z, Job shop/stress.1",
        "29892120, 2026-11-01T10:00:00Z, Job shop/29892120",
        "backup-29892120, no time, Job shop/backup-29892120",
    })
    void cronJobIsDerivedFromTheTimeInAJobsName(String job, String created, String expected) throws Exception {
        assertThat(workloadOf(running("p").created(created).owner("batch/v1", "Job", job)), is(expected));
    }

    @Test
    void jobInTheListTakesPrecedenceOverItsName() throws Exception {
        assertThat(
                workloadOf(
                        running("p").owner("batch/v1", "Job", "by-hand"),
                        workload("batch/v1", "Job", "by-hand").owner("batch/v1", "CronJob", "backup")),
                is("CronJob shop/backup"));
        assertThat(
                workloadOf(
                        running("p").owner("batch/v1", "Job", "backup-29892120"),
                        workload("batch/v1", "Job", "backup-29892120")),
                is("Job shop/backup-29892120"));
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Node",
        "v1, ReplicationController",
        "v1, ConfigMap",
        "apps.kruise.io/v1alpha1, StatefulSet",
        "batch.volcano.sh/v1alpha1, Job",
        "core.strimzi.io/v1beta2, StrimziPodSet",
        "'', Deployment"
    })
    void ownerOfAnotherApiGroupIsNotAWorkload(String apiVersion, String kind) throws Exception {
        ClusterContents contents = read(running("p").owner(apiVersion, kind, "x"));

        assertThat(contents.containers(), is(empty()));
        assertThat(contents.existing(), is(empty()));
        assertThat(
                contents.skipped(),
                is(List.of(
                        new SkippedContainer("shop", "p", "*", Reason.OTHER_OWNER, kind + " x (" + apiVersion + ')'))));
    }

    @Test
    void controllingOwnerTakesPrecedenceOverOtherOwners() throws Exception {
        PodItem twoOwners = running("p").owner("v1", "ConfigMap", "first").owner("apps/v1", "DaemonSet", "second");
        ((ObjectNode) twoOwners.json().at("/metadata/ownerReferences/0")).remove("controller");

        assertThat(workloadOf(twoOwners), is("DaemonSet shop/second"));
    }
}
