package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags and runtime risks that are given as empty take away those that GitHub has; those that are not given leave them. */
class ClearedTest {

    @Test
    void nothingIsSaidOfWhatIsNotGiven() {
        String body = Records.built(Records.required()).toPrettyJson();

        assertThat(body, not(containsString("tags")));
        assertThat(body, not(containsString("runtime_risks")));
        assertThat(Records.required().draft().containsKey("tags"), is(false));
        assertThat(Records.required().draft().containsKey("runtime_risks"), is(false));
    }

    @Test
    void noRiskOnPurpose() {
        var builder = Records.required().runtimeRisks(List.of());

        assertThat(Records.built(builder).toPrettyJson(), containsString("\"runtime_risks\" : [ ]"));
        assertThat(builder.draft().get("runtime_risks").toString(), is("[]"));
    }

    /** As {@code ''.split(',')} makes it of a parameter that was left empty. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0"})
    void blankRisksAreNone(String blank) {
        assertThat(
                Records.built(Records.required().runtimeRisks(List.of(blank))).toPrettyJson(),
                containsString("\"runtime_risks\" : [ ]"));
    }

    @Test
    void noTagOnPurpose() {
        var builder = Records.required().giveTags();

        assertThat(Records.built(builder).toPrettyJson(), containsString("\"tags\" : { }"));
        assertThat(builder.draft().get("tags").toString(), is("{}"));
    }
}
