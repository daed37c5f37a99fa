package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of logical environments that an administrator sets. */
class EnvironmentOrderTest {

    private static List<String> sorted(String order, String... environments) {
        return List.of(environments).stream().sorted(EnvironmentOrder.of(order)).toList();
    }

    @Test
    void listedEnvironmentsComeFirstAndAllOthersFollowAlphabetically() {
        assertThat(
                sorted("dev, staging,production", "test", "production", "qa", "Staging", "dev"),
                contains("dev", "Staging", "production", "qa", "test"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", ", ,"})
    void environmentsWithoutAListAreInAlphabeticalOrder(String order) {
        assertThat(sorted(order, "b", "C", "a"), contains("a", "b", "C"));
        assertThat(EnvironmentOrder.check(order), is(Optional.empty()));
    }

    @Test
    void duplicateEnvironmentIsAnErrorWhateverItsCase() {
        assertThat(
                EnvironmentOrder.check("dev, qa, DEV").orElseThrow().toString(),
                is("environmentOrder: has a duplicate environment: \"DEV\""));
    }

    @Test
    void impossibleEnvironmentIsAnError() {
        assertThat(
                EnvironmentOrder.check("dev, " + "x".repeat(129)).orElseThrow().toString(),
                containsString("environmentOrder: has 129 characters, at most 128 are allowed"));
    }
}
