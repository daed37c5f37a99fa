package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of tags: at most five, keys of 1 to 100 characters, values of up to 100 characters, no duplicate keys. */
class TagsTest {

    private static final String ROCKET = "\ud83d\ude80";

    private static DeploymentRecord.Builder tags(int count) {
        var builder = Records.required();
        for (int i = 0; i < count; i++) {
            builder.tag("k" + i, "v");
        }
        return builder;
    }

    private static List<String> errors(DeploymentRecord.Builder builder) {
        return builder.validate().stream().map(FieldError::toString).toList();
    }

    @Test
    void fiveTagsAreAllowed() throws Exception {
        assertThat(tags(5).build().tags().keySet().toString(), is("[k0, k1, k2, k3, k4]"));
    }

    @Test
    void sixTagsAreAnError() {
        assertThat(errors(tags(6)), contains("tags: 6 tags were given, at most 5 are allowed"));
    }

    @Test
    void tagKeyMayHaveAHundredCharacters() {
        assertThat(errors(Records.required().tag(ROCKET.repeat(100), "v")), is(List.of()));
        assertThat(
                errors(Records.required().tag(ROCKET.repeat(101), "v")),
                contains("tags: a key has 101 characters, at most 100 are allowed; given: \"" + ROCKET.repeat(60)
                        + "\u2026\""));
    }

    @Test
    void tagValueMayHaveAHundredCharacters() {
        assertThat(errors(Records.required().tag("k", ROCKET.repeat(100))), is(List.of()));
        assertThat(
                errors(Records.required().tag("k", ROCKET.repeat(101))),
                contains("tags: the value of \"k\" has 101 characters, at most 100 are allowed; given: \""
                        + ROCKET.repeat(60) + "\u2026\""));
    }

    @Test
    void tagWithoutAKeyIsAnError() {
        String error = "tags: a tag has no key; given: the value \"v\"; allowed: keys of 1 to 100 characters";
        assertThat(errors(Records.required().tag("", "v")), contains(error));
        assertThat(errors(Records.required().tag(" ", "v")), contains(error));
        assertThat(errors(Records.required().tag(null, "v")), contains(error));
    }

    @Test
    void tagsWithoutAKeyAreNotDuplicates() {
        assertThat(
                errors(Records.required().tag("", "a").tag(" ", "b")),
                contains(containsString("the value \"a\""), containsString("the value \"b\"")));
    }

    @Test
    void tagValueMayBeEmpty() throws Exception {
        assertThat(Records.required().tag("k", "").build().tags().toString(), is("{k=}"));
        assertThat(Records.required().tag("k", null).build().tags().toString(), is("{k=}"));
    }

    @Test
    void duplicateTagKeyIsAnError() {
        assertThat(
                errors(Records.required().tag("a", "1").tag("b", "2").tag(" a ", "1")),
                contains("tags: the key \"a\" is given twice; each key is allowed once"));
    }

    @Test
    void tagKeysAreCaseSensitive() {
        assertThat(errors(Records.required().tag("a", "1").tag("A", "1")), is(List.of()));
    }

    @Test
    void invisibleCharacterInATagIsAnError() {
        assertThat(
                errors(Records.required().tag("a\u200bb", "v")),
                contains("tags: a key has the invisible character U+200B, which is not allowed; given: \"a b\""));
        assertThat(
                errors(Records.required().tag("k", "a\nb")),
                contains("tags: the value of \"k\" has the invisible character U+000A, which is not allowed; given:"
                        + " \"a b\""));
    }

    @Test
    void orderOfTagsIsKept() {
        String body =
                Records.built(Records.required().tag("b", "1").tag("a", "2")).toPrettyJson();
        assertThat(body, containsString("\"tags\" : {%n    \"b\" : \"1\",%n    \"a\" : \"2\"%n  }".formatted()));
        assertThat(Records.built(Records.required()).toPrettyJson(), not(containsString("tags")));
    }
}
