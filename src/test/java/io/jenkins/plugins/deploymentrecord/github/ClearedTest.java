package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Empty tags and runtime risks remove GitHub's; tags and risks that were never set leave GitHub's alone. */
class ClearedTest {

    @Test
    void bodyOmitsTagsAndRisksThatWereNeverSet() {
        String body = Records.built(Records.required()).toPrettyJson();

        assertThat(body, not(containsString("tags")));
        assertThat(body, not(containsString("runtime_risks")));
        assertThat(Records.required().draft().containsKey("tags"), is(false));
        assertThat(Records.required().draft().containsKey("runtime_risks"), is(false));
    }

    @Test
    void emptyRisksAreSentAsAnEmptyList() {
        var builder = Records.required().runtimeRisks(List.of());

        assertThat(Records.built(builder).toPrettyJson(), containsString("\"runtime_risks\" : [ ]"));
        assertThat(builder.draft().get("runtime_risks").toString(), is("[]"));
    }

    /** {@code ''.split(',')} of an empty build parameter has this result. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0"})
    void blankRisksAreSentAsAnEmptyList(String blank) {
        assertThat(
                Records.built(Records.required().runtimeRisks(List.of(blank))).toPrettyJson(),
                containsString("\"runtime_risks\" : [ ]"));
    }

    @Test
    void emptyTagsAreSentAsAnEmptyObject() {
        var builder = Records.required().replaceTags();

        assertThat(Records.built(builder).toPrettyJson(), containsString("\"tags\" : { }"));
        assertThat(builder.draft().get("tags").toString(), is("{}"));
    }
}
