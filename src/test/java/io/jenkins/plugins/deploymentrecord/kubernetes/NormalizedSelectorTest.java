package io.jenkins.plugins.deploymentrecord.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One text for every way to write the requirements of a selector: it is kept with the records of a call. */
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
    void selectorsThatSelectTheSameHaveOneText(String typed, String text) {
        LabelSelector selector = LabelSelector.parse(typed).orElseThrow();

        assertThat(selector.normalized(), is(text));
    }
}
