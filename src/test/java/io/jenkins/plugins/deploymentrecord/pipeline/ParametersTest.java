package io.jenkins.plugins.deploymentrecord.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.form.DeploymentForm;
import io.jenkins.plugins.deploymentrecord.form.JenkinsWithStandIn;
import io.jenkins.plugins.deploymentrecord.form.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters are the same in all entry points, and each parameter has help. */
class ParametersTest extends JenkinsWithStandIn {

    private static Map<String, String> parameters(Class<?> type) {
        return DescribableModel.of(type).getParameters().stream()
                .collect(Collectors.toMap(
                        DescribableParameter::getName,
                        parameter -> parameter.getType() + (parameter.isRequired() ? ", required" : "")));
    }

    @Test
    void theStepHasTheParametersOfTheForm() {
        Map<String, String> step = parameters(RecordDeploymentStep.class);

        assertThat(step, is(parameters(DeploymentForm.class)));
        assertThat(step.entrySet(), hasSize(20));
        assertThat(
                step.values().stream().filter(type -> type.endsWith("required")).toList(), hasSize(0));
    }

    @Test
    void theStepReferenceHasHelpForEachParameter() throws Exception {
        for (DescribableParameter parameter :
                DescribableModel.of(RecordDeploymentStep.class).getParameters()) {
            assertThat(parameter.getName(), String.valueOf(parameter.getHelp()), containsString("<div>"));
        }
        assertThat(DescribableModel.of(RecordDeploymentStep.class).getHelp(), containsString("recordDeployment"));
        for (DescribableParameter parameter : DescribableModel.of(Tag.class).getParameters()) {
            assertThat(parameter.getName(), parameter.getHelp(), containsString("<div>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {RecordDeploymentStep.class, Tag.class, DeploymentRecordServer.class, DeploymentDefaults.class})
    @SuppressWarnings("unchecked")
    void eachFieldOfAFormHasHelp(Class<?> type) throws Exception {
        Descriptor<?> descriptor = jenkins.jenkins.getDescriptorOrDie((Class<? extends Describable<?>>) type);
        for (String field : parameters(type).keySet()) {
            assertHasHelp(descriptor.getDescriptorUrl() + "/help/" + field);
        }
    }

    /** The help is that of the step in all forms. */
    @Test
    void eachFieldOfTheSharedFormHasHelp() throws Exception {
        Descriptor<?> form = jenkins.jenkins.getDescriptorOrDie(DeploymentForm.class);
        for (String field : parameters(DeploymentForm.class).keySet()) {
            assertHasHelp(form.getHelpFile(field).substring(1));
        }
    }

    @Test
    void eachFieldOfTheConfigurationPageHasHelp() throws Exception {
        for (String field : List.of("servers", "defaults", "timeoutSeconds")) {
            assertHasHelp(DeploymentRecordsConfiguration.get().getDescriptorUrl() + "/help/" + field);
        }
    }

    private static void assertHasHelp(String url) throws Exception {
        var answer = jenkins.createWebClient().goTo(url, "text/html").getWebResponse();

        assertThat(url, answer.getStatusCode(), is(200));
        assertThat(url, answer.getContentAsString(), not(containsString("ERROR")));
        assertThat(url, answer.getContentAsString(), containsString("<div>"));
    }
}
