package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal form of a selector is the same for all its spellings, because it is stored with the records of a call. */
class NormalizedSelectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=shop | app in (shop)",
                "app == shop, app=shop | app in (shop)",
                "tier != cache | tier notin (cache)",
                "env in (prod, live,prod),app=shop | app in (shop),env in (live,prod)",
                "!canary, zone | !canary,zone",
                "env= | env in ()",
                "'' | ''"
            })
    void equivalentSelectorsHaveTheSameNormalForm(String typed, String text) {
        LabelSelector selector = LabelSelector.parse(typed).orElseThrow();

        assertThat(selector.normalized(), is(text));
    }
}
