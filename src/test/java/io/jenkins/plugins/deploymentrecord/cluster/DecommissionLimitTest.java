package io.jenkins.plugins.deploymentrecord.cluster;

import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.TARGET;
import static io.jenkins.plugins.deploymentrecord.cluster.TestCluster.others;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import org.junit.jupiter.api.Test;

/** The largest percentage of its deployments that a call may decommission. */
class DecommissionLimitTest {

    private final RecordedDeployments known = new RecordedDeployments();

    @Test
    void moreMissingDeploymentsThanTheLimitAreAnErrorThatSuggestsALimit() throws Exception {
        known.confirmed(
                others().running("api", "1", 'a').running("web", "1", 'b').records());
        TestCluster now = others();

        var error = assertThrows(InvalidDeploymentException.class, () -> now.plan(known, now.decommission(49)));

        assertThat(
                error.errors().toString(),
                is(
                        "[maxDecommissionPercent: is 49, but 2 of 4 deployments are gone: \"shop-api-app\", \"shop-web-app\"."
                                + " If they are gone for good, set maxDecommissionPercent to 50]"));
        assertThat(known.missing(now, now.decommission(50)).size(), is(2));
    }

    @Test
    void decommissionLimitCountsOnlyCoveredDeployments() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("old", "1", 'b')
                .running("pay", "Deployment", "api", "api", "1", 'b')
                .records());
        known.confirmed(others().running("api", "1", 'a')
                .running("pay", "Deployment", "api", "api", "1", 'b')
                .plan(known));
        TestCluster now = others().running("pay", "Deployment", "api", "api", "1", 'b');
        var call = new Decommissioning("deploy", now.contents(), TestCluster.namespaces("shop"), null, 49);

        var error = assertThrows(InvalidDeploymentException.class, () -> now.plan(known, call));

        assertThat(error.getMessage(), containsString("1 of 2 deployments"));
    }

    @Test
    void decommissionLimitIgnoresDeploymentsThatTheListCannotShow() throws Exception {
        known.confirmed(others().running("api", "1", 'a')
                .running("shop", "CronJob", "report", "report", "1", 'b')
                .records());
        TestCluster ofShop = new TestCluster().running("stay", "1", 'e');

        var error = assertThrows(InvalidDeploymentException.class, () -> ofShop.plan(known, ofShop.decommission(49)));

        assertThat(error.getMessage(), containsString("1 of 2 deployments"));
    }

    @Test
    void decommissionErrorNamesTwentyDeployments() throws Exception {
        TestCluster many = others();
        for (int i = 10; i < 40; i++) {
            many.running("app" + i, "1", 'a');
        }
        known.confirmed(ClusterRecords.of(many.list(), TARGET, RepositoryByImage.NONE));
        TestCluster now = others();

        var error = assertThrows(InvalidDeploymentException.class, () -> now.plan(known, now.decommission(30)));

        assertThat(error.getMessage(), containsString("\"shop-app29-app\" and 10 more."));
        assertThat(error.getMessage(), not(containsString("app30")));
        assertThat(error.getMessage(), containsString("set maxDecommissionPercent to 94"));
    }
}
