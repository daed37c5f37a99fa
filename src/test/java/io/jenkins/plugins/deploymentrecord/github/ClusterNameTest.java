package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that a cluster can have in the path of GitHub's requests, and the nearest such name for any other name. */
class ClusterNameTest {

    private static final String LONGEST = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
            + "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

    @ParameterizedTest
    @ValueSource(strings = {"moda-1", "A.b_C-9", "-", "...", "._-", "0", LONGEST})
    void clusterNameThatFitsIsAccepted(String name) {
        assertThat(ClusterName.fits(name), is(true));
        assertThat(ClusterName.nearest(name), is(Optional.of(name)));
        assertThat(ClusterName.error(name), is(Optional.empty()));
        assertThat(ClusterName.warning(name), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:eks:eu-central-1:123456789012:cluster/shop, arn-aws-eks-eu-central-1-123456789012-cluster-shop",
        "shop eu 1, shop-eu-1",
        "Zürich, Zurich",
        "'gke_my-project_europe-west3-a_shop ', gke_my-project_europe-west3-a_shop",
        "(shop), shop",
        "ﬁrst, first",
        "日本-1, 1",
        "shop\uD83D\uDE80, shop",
        "'shop\n', shop"
    })
    void clusterNameThatDoesNotFitHasANearestName(String name, String near) {
        assertThat(ClusterName.fits(name), is(false));
        assertThat(ClusterName.nearest(name), is(Optional.of(near)));
        assertThat(ClusterName.fits(near), is(true));
        assertThat(ClusterName.warning(name).orElseThrow(), containsString(near));
    }

    @Test
    void clusterNameThatIsTooLongIsCutOff() {
        assertThat(ClusterName.fits(LONGEST + "c"), is(false));
        assertThat(ClusterName.nearest(LONGEST + "c"), is(Optional.of(LONGEST)));
        assertThat(ClusterName.nearest("c".repeat(127) + "//d"), is(Optional.of("c".repeat(127))));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "日本", "/", "._/"})
    void clusterNameWithoutLettersAndDigitsHasNoNearestName(String name) {
        assertThat(ClusterName.fits(name), is(false));
        assertThat(ClusterName.nearest(name), is(Optional.empty()));
        String warning = ClusterName.warning(name).orElseThrow();
        assertThat(warning, containsString(name));
        assertThat(warning, not(containsString("nearest")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void missingClusterIsAnErrorInARequestForACluster(String name) {
        assertThat(ClusterName.fits(name), is(false));
        assertThat(ClusterName.nearest(name), is(Optional.empty()));
        assertThat(ClusterName.error(name).orElseThrow().field(), is("cluster"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void aSingleRecordNeedsNoCluster(String name) {
        assertThat(ClusterName.warning(name), is(Optional.empty()));
    }

    @Test
    void clusterErrorNamesTheFieldAndTheNearestName() {
        FieldError error = ClusterName.error("shop/eu").orElseThrow();
        assertThat(error.field(), is("cluster"));
        assertThat(error.problem(), containsString("shop/eu"));
        assertThat(error.problem(), containsString("the nearest name that fits: shop-eu"));
    }
}
