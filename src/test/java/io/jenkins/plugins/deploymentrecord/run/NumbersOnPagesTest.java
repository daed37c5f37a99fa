package io.jenkins.plugins.deploymentrecord.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers on pages are not formatted in the controller's locale. */
class NumbersOnPagesTest extends JenkinsWithStandIn {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void reset() {
        Locale.setDefault(before);
    }

    private static String page(String path) throws Exception {
        try (var web = jenkins.createWebClient()) {
            web.setJavaScriptEnabled(false);
            return web.goTo(path).asNormalizedText();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "hi-IN-u-nu-deva"})
    void theNumberOfADeletedBuildHasNoThousandsSeparators(String language) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        var job = job(RECORD);
        job.updateNextBuildNumber(1234);
        build(Result.SUCCESS, job).delete();

        assertThat(
                page(job.getUrl() + "deployment-records"),
                allOf(containsString("#1234 (deleted)"), not(containsString("1,234")), not(containsString("1.234"))));
    }
}
