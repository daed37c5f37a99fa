package io.jenkins.plugins.deploymentrecord.form;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.jenkins.plugins.deploymentrecord.pipeline.ListDeploymentRecordsStep;
import io.jenkins.plugins.deploymentrecord.pipeline.RecordClusterDeploymentsStep;
import io.jenkins.plugins.deploymentrecord.pipeline.RecordDeploymentStep;
import io.jenkins.plugins.deploymentrecord.service.ClusterResult;
import io.jenkins.plugins.deploymentrecord.service.StepResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;

/** The step reference shows every parameter as optional, so the help must name the required parameters. */
class HelpTest extends JenkinsWithStandIn {

    /** The parameters without which a record is refused if there are no defaults. */
    private static final List<String> NEEDED = List.of(
            "name",
            "digest",
            "digestFile",
            "artifact",
            "image",
            "deploymentName",
            "logicalEnvironment",
            "organization",
            "githubRepository");

    private static String help(String file) throws IOException {
        return help(RecordDeploymentStep.class, file);
    }

    private static String help(Class<?> step, String file) throws IOException {
        for (Class<?> declaring = step; ; declaring = declaring.getSuperclass()) {
            try (var in = declaring.getResourceAsStream(declaring.getSimpleName() + '/' + file)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
                }
            }
        }
    }

    @Test
    void theHelpOfRecordDeploymentNamesRequiredParametersAndDefaults() throws Exception {
        List<String> parameters = DescribableModel.of(RecordDeploymentStep.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        assertThat(parameters.size(), is(greaterThan(17)));
        for (String parameter : parameters) {
            String beginning = NEEDED.contains(parameter) ? "<strong>Needed</strong>[:, .].*" : "Optional; default: .*";
            assertThat(parameter, help("help-" + parameter + ".html"), matchesPattern("<div> " + beginning));
        }
    }

    @Test
    void theHelpOfListDeploymentRecordsNamesRequiredParametersAndDefaults() throws Exception {
        List<String> parameters = DescribableModel.of(ListDeploymentRecordsStep.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        assertThat(parameters.size(), is(11));
        for (String parameter : parameters) {
            assertThat(
                    parameter,
                    help(ListDeploymentRecordsStep.class, "help-" + parameter + ".html"),
                    matchesPattern("<div> (<strong>Needed</strong>[:, .]|Optional; default: ).*"));
        }
    }

    @Test
    void theHelpOfRecordClusterDeploymentsNamesRequiredParametersAndDefaults() throws Exception {
        List<String> parameters = DescribableModel.of(RecordClusterDeploymentsStep.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        assertThat(parameters.size(), is(22));
        for (String parameter : parameters) {
            assertThat(
                    parameter,
                    help(RecordClusterDeploymentsStep.class, "help-" + parameter + ".html"),
                    matchesPattern("<div> (<strong>Needed</strong>[:, .]|Optional; default: ).*"));
        }
    }

    @Test
    void theHelpOfRecordClusterDeploymentsDescribesItsResult() throws Exception {
        String returned =
                help(RecordClusterDeploymentsStep.class, "help.html").replaceFirst(".*The step returns a map", "");
        for (String key : ClusterResult.value("wrong").keySet()) {
            assertThat(returned, containsString("<code>" + key + "</code>"));
        }
    }

    @Test
    void theHelpOfRecordDeploymentListsRequiredParameters() throws Exception {
        String help = help("help.html");
        for (String needed : NEEDED) {
            assertThat(help, containsString("<code>" + needed + "</code>"));
        }
    }

    @Test
    void theHelpOfRecordDeploymentDescribesItsResult() throws Exception {
        String returned = help("help.html").replaceFirst(".*The step returns a map", "");
        for (String key : StepResult.of(null, false, null).keySet()) {
            assertThat(returned, containsString("<code>" + key + "</code>"));
        }
    }
}
