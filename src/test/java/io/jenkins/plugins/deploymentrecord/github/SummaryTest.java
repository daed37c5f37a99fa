package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

/** A record in one line, and formatted for a person. */
class SummaryTest {

    @Test
    void summaryHasTheRequiredFields() {
        assertThat(
                Records.built(Records.required()).summary(),
                is("awesome-image (sha256:1bb1e949e55d) deployed in prod as shop-web"));
    }

    @Test
    void summaryHasAllFields() {
        assertThat(
                Records.built(Records.full()).summary(),
                is("awesome-image 2.1.0 (sha256:1bb1e949e55d) decommissioned in prod, pacific-east, cluster moda-1 as"
                        + " shop-web"));
    }

    @Test
    void summaryKeepsBracesAndQuotes() {
        assertThat(
                Records.built(Records.required().set(RecordField.NAME, "it's {0}"))
                        .summary(),
                is("it's {0} (sha256:1bb1e949e55d) deployed in prod as shop-web"));
    }

    @Test
    void recordIsPrettyPrintedAsJson() {
        assertThat(
                Records.built(Records.required())
                        .toPrettyJson()
                        .lines()
                        .toList()
                        .get(1),
                is("  \"name\" : \"awesome-image\","));
    }
}
