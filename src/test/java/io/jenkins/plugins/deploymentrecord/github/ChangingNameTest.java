package io.jenkins.plugins.deploymentrecord.github;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment name that differs from build to build leaves a record for each build. */
class ChangingNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"shop-12", "12", "shop_12_web", "shop/12", "shop-b12", "shop-v12", "shop-build12", "Shop.R12"})
    void deploymentNameWithTheBuildNumberIsWarnedAbout(String name) {
        assertThat(
                ChangingName.warning(name, null, 12).orElseThrow(),
                startsWith("the deployment name \"" + name + "\" seems to have this build's number 12 in it. "));
    }

    /** The warning formats a number of four digits without a thousands separator. */
    @Test
    void buildNumberInTheWarningHasNoThousandsSeparator() {
        assertThat(ChangingName.warning("shop-1234", null, 1234).orElseThrow(), containsString(" number 1234 in it"));
    }

    @ParameterizedTest
    @CsvSource({
        "shop-1.4.2, 1.4.2",
        "shop-1-4-2, 1.4.2",
        "shop-v1.4.2, 1.4.2",
        "shop-1.4.2, v1.4.2",
        "7-shop, 7",
        "shop-2026.1-RC1-web, 2026.1-rc1"
    })
    void deploymentNameWithTheVersionIsWarnedAbout(String name, String version) {
        assertThat(
                ChangingName.warning(name, version, 99).orElseThrow(),
                startsWith("the deployment name \"" + name + "\" has the version \"" + version + "\" in it. "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1b2c3d", "4c0ea8493fc0bc72", "1bb1e949e55dcefc6353e7b36c8897d2a107d8e8"})
    void deploymentNameWithACommitIsWarnedAbout(String commit) {
        assertThat(
                ChangingName.warning("shop-" + commit + "-web", "1.0", 3).orElseThrow(),
                startsWith("the deployment name \"shop-" + commit + "-web\" seems to have a commit or digest in it: \""
                        + commit + "\". "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-web-app", "shop-120", "shop12web", "facade-deadbeef", "123456789012-shop", "v2"})
    void deploymentNameThatNeverChangesHasNoWarning(String name) {
        assertThat(ChangingName.warning(name, "1.4.2", 12), is(Optional.empty()));
    }

    /** As typed in a form. */
    @ParameterizedTest
    @CsvSource({"shop-$BUILD_NUMBER, '', BUILD_NUMBER", "${GIT_COMMIT}, 1, GIT_COMMIT", "shop-$TAG, v${TAG}, TAG"})
    void typedDeploymentNameWithAChangingVariableIsWarnedAbout(String name, String version, String variable) {
        assertThat(
                ChangingName.warningAsTyped(name, version).orElseThrow(),
                startsWith("the deployment name \"" + name + "\" has the variable " + variable + " in it, "));
    }

    @Test
    void typedDeploymentNameWithTheTypedVersionIsWarnedAbout() {
        assertThat(ChangingName.warningAsTyped("shop-1.0", "1.0").isPresent(), is(true));
        assertThat(ChangingName.warningAsTyped("shop-$REGION-1", "$VERSION").isPresent(), is(false));
        assertThat(ChangingName.warningAsTyped("shop-$$BUILD_NUMBER", null).isPresent(), is(false));
    }

    /** Such a version may be the name of an environment. */
    @Test
    void versionWithoutADigitInADeploymentNameHasNoWarning() {
        assertThat(ChangingName.warning("shop-stable", "stable", 12), is(Optional.empty()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-"})
    void deploymentNameWithoutVersionAndBuildHasNoWarning(String version) {
        assertThat(ChangingName.warning("shop-0", version, 0), is(Optional.empty()));
    }
}
