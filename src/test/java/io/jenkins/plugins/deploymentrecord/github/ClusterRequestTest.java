package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A request for a whole cluster keeps GitHub's contract, and has a time-out of its own. */
class ClusterRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GitHubStandIn gitHub = GitHubStandIn.start();

    @AfterEach
    void stop() {
        gitHub.close();
    }

    static DeploymentRecord record(String deploymentName) {
        return Records.built(Records.full().set(RecordField.DEPLOYMENT_NAME, deploymentName));
    }

    @Test
    void clusterRequestHasPathAndBodyOfTheContract() throws Exception {
        var bare = Records.required()
                .set(RecordField.PHYSICAL_ENVIRONMENT, "pacific-east")
                .set(RecordField.CLUSTER, "moda-1")
                .digest("a".repeat(64))
                .build();
        Clients.of(gitHub.url())
                .send(new ClusterRequest(List.of(record("shop-api"), bare)), Clients.TOKEN)
                .get(20, TimeUnit.SECONDS);

        ReceivedRequest request = gitHub.onlyRequest();
        assertThat(request.method(), is("POST"));
        assertThat(request.path(), is("/orgs/octo-org/artifacts/metadata/deployment-record/cluster/moda-1"));
        assertThat(JSON.readTree(request.body()), is(JSON.readTree("""
                        {
                          "logical_environment": "prod",
                          "physical_environment": "pacific-east",
                          "deployments": [
                            {
                              "name": "awesome-image",
                              "digest": "sha256:1bb1e949e55dcefc6353e7b36c8897d2a107d8e8dca49d4e3c0ea8493fc0bc72",
                              "version": "2.1.0",
                              "status": "decommissioned",
                              "deployment_name": "shop-api",
                              "github_repository": "shop",
                              "tags": {"team": "platform", "tier": ""},
                              "runtime_risks": ["critical-resource", "sensitive-data"]
                            },
                            {
                              "name": "awesome-image",
                              "digest": "sha256:%s",
                              "status": "deployed",
                              "deployment_name": "shop-web"
                            }
                          ],
                          "partial_success": true,
                          "return_records": false
                        }
                        """.formatted("a".repeat(64)))));
    }

    @Test
    void randomClusterRequestsKeepTheContract() throws Exception {
        long seed = 20261126;
        System.out.println("ClusterRequestTest: random records from seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            DeploymentRecord first =
                    Records.random(random).set(RecordField.CLUSTER, "c._-" + i).build();
            var records = new ArrayList<DeploymentRecord>();
            for (int j = random.nextInt(20); j >= 0; j--) {
                records.add(Records.random(random)
                        .set(RecordField.LOGICAL_ENVIRONMENT, first.logicalEnvironment())
                        .set(RecordField.PHYSICAL_ENVIRONMENT, first.physicalEnvironment())
                        .set(RecordField.CLUSTER, first.cluster())
                        .set(RecordField.DEPLOYMENT_NAME, "d" + j)
                        .build());
            }
            JsonNode body = JSON.readTree(new ClusterRequest(records).body());
            assertThat(body.toString(), PublishedContract.clusterViolations(body), is(empty()));
            assertThat(body.toString(), ContractCheck.ofClusterRecords().violations(body), is(empty()));
            assertThat(body.path("deployments"), iterableWithSize(records.size()));
        }
    }

    @Test
    void thousandRecordsAreSentInOneRequest() throws Exception {
        List<DeploymentRecord> records =
                IntStream.range(0, 1_000).mapToObj(i -> record("d" + i)).toList();
        List<ClusterOutcome> outcomes = Clients.of(gitHub.url())
                .send(new ClusterRequest(records), Clients.TOKEN)
                .get(20, TimeUnit.SECONDS);

        assertThat(outcomes, hasSize(1_000));
        assertThat(outcomes, everyItem(is(new ClusterOutcome.Confirmed())));
        assertThat(
                gitHub.records().stream()
                        .map(kept -> kept.path("deployment_name").textValue())
                        .toList(),
                is(records.stream().map(DeploymentRecord::deploymentName).toList()));
        assertThat(gitHub.received(), hasSize(1));
    }

    static Stream<List<DeploymentRecord>> impossible() {
        return Stream.of(
                List.of(),
                IntStream.rangeClosed(0, 1_000).mapToObj(i -> record("d" + i)).toList(),
                List.of(record("a"), record("a")),
                List.of(Records.built(Records.required())),
                List.of(Records.built(Records.full().set(RecordField.CLUSTER, "a/b"))),
                List.of(Records.built(Records.full().set(RecordField.CLUSTER, ".."))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.CLUSTER, "moda-2"))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.ORGANIZATION, "other"))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.LOGICAL_ENVIRONMENT, "e"))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.PHYSICAL_ENVIRONMENT, null))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.VERSION, "9"))),
                List.of(record("a"), Records.built(Records.full().set(RecordField.NAME, "other"))));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void recordsThatGitHubWouldRefuseTogetherAreRefused(List<DeploymentRecord> records) {
        assertThrows(IllegalArgumentException.class, () -> new ClusterRequest(records));
    }

    /** @param set the client's time-out for a call, in seconds */
    @ParameterizedTest
    @CsvSource({"1, 30", "15, 30", "30, 30", "60, 60"})
    void clusterCallHasThirtySecondsUnlessTheClientHasMore(int set, int seconds) throws Exception {
        var nanos = new AtomicLong();
        OkHttpClient http = DeploymentRecordClient.timeout(Clients.http(), Duration.ofSeconds(set))
                .addInterceptor(chain -> {
                    nanos.set(chain.call().timeout().timeoutNanos());
                    return chain.proceed(chain.request());
                })
                .build();
        DeploymentRecordClient client = Clients.of(gitHub.url(), http);
        client.send(new ClusterRequest(List.of(record("a"))), Clients.TOKEN).get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(nanos.get()), is(Duration.ofSeconds(seconds)));
        client.send(record("b"), Clients.TOKEN).get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(nanos.get()), is(Duration.ofSeconds(set)));
    }

    private GitHubException failure(Interceptor interceptor) {
        OkHttpClient http = Clients.http().addInterceptor(interceptor).build();
        var sent = Clients.of(gitHub.url(), http)
                .send(new ClusterRequest(List.of(record("a"), record("b"))), Clients.TOKEN);
        var thrown = assertThrows(ExecutionException.class, () -> sent.get(20, TimeUnit.SECONDS));
        return (GitHubException) thrown.getCause();
    }

    @Test
    void timeOutAfterTheRequestWasSentIsInDoubt() {
        GitHubException failure = failure(chain -> {
            chain.proceed(chain.request()).close();
            throw new InterruptedIOException("timeout");
        });
        assertThat(failure, is(instanceOf(GitHubException.Unavailable.class)));
        assertThat(failure.isInDoubt(), is(true));
    }

    @Test
    void timeOutBeforeTheRequestWasSentIsNotInDoubt() {
        GitHubException failure = failure(chain -> {
            throw new InterruptedIOException("timeout");
        });
        assertThat(failure, is(instanceOf(GitHubException.Unavailable.class)));
        assertThat(failure.isInDoubt(), is(false));
    }
}
