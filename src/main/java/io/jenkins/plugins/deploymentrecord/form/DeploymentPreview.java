package io.jenkins.plugins.deploymentrecord.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.deploymentrecord.github.ChangingName;
import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.VariableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The request that a build would send for a form, as far as it is known without the build: variables are shown as
 * typed, and the digest of a file is unknown. Sends nothing, reads no file, and looks up no credential.
 */
final class DeploymentPreview {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The variables that every build has. */
    private static final Set<String> OF_EACH_BUILD = Set.of(
            "BUILD_DISPLAY_NAME",
            "BUILD_ID",
            "BUILD_NUMBER",
            "BUILD_TAG",
            "BUILD_URL",
            "JENKINS_URL",
            "JOB_BASE_NAME",
            "JOB_NAME",
            "JOB_URL",
            "NODE_NAME",
            "WORKSPACE");

    private final DeploymentForm typed;
    private final Set<String> variables = new LinkedHashSet<>();

    /** The fields whose values only the build knows. */
    private final Set<String> open = new HashSet<>();

    private final FormDefaults defaults;
    private final EffectiveForm draft;
    private final DeploymentForm form;

    /** @param defaults the defaults of the item that has the form */
    DeploymentPreview(DeploymentForm typed, FormDefaults defaults) {
        this.typed = typed;
        this.defaults = defaults;
        draft = new EffectiveForm(typed.copy(this::withoutEscapes), defaults);
        form = draft.form();
    }

    @CheckForNull
    private String withoutEscapes(String field, @CheckForNull String text) {
        if (text == null || field.equals(DeploymentForm.CREDENTIALS_ID)) {
            return text;
        }
        VariableText expanded = VariableText.expand(text, name -> null);
        if (!expanded.unknown().isEmpty()) {
            open.add(field);
            variables.addAll(expanded.unknown());
        }
        return expanded.value();
    }

    /** @param item the item whose parameters are known; null outside of jobs */
    String text(@CheckForNull Item item) {
        DeploymentRecord.Builder builder = draft.builder();
        if (form.getArtifact() != null) {
            builder.digest(Messages.DeploymentPreview_digestOf(form.getArtifact()));
        } else if (form.getDigestFile() != null) {
            builder.digest(Messages.DeploymentPreview_digestIn(form.getDigestFile()));
        }
        if (isRepositoryOfCheckout()) {
            builder.set(RecordField.GITHUB_REPOSITORY, Messages.DeploymentPreview_checkedOut());
        }
        String organization = Objects.requireNonNullElse(form.getOrganization(), "{organization}");
        var text = new StringBuilder("POST /orgs/" + organization + "/artifacts/metadata/deployment-record\n");
        try {
            text.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(builder.draft()));
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts are always JSON", e);
        }
        draft.filled().folderLines().forEach(line -> text.append("\n\n").append(line));
        append(
                text,
                Messages.DeploymentPreview_errors(),
                errors(builder).stream().map(FieldError::toString).toList());
        append(text, Messages.DeploymentPreview_variables(), undeclared(item));
        append(text, Messages.DeploymentPreview_warnings(), warning().stream().toList());
        return text.toString();
    }

    private static void append(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n\n").append(heading).append(lines.stream().collect(Collectors.joining("\n- ", "\n- ", "")));
        }
    }

    private List<FieldError> errors(DeploymentRecord.Builder builder) {
        var errors = new ArrayList<FieldError>();
        addUnlessOpen("server", form.getServer(), server -> defaults.serverError(server, true), errors);
        Optional<FieldError> artifactError = draft.artifactError().filter(error -> !isOpenImage(error.field()));
        artifactError.ifPresent(errors::add);
        addPathError(ArtifactChoice.ARTIFACT, form.getArtifact(), errors);
        addPathError(ArtifactChoice.DIGEST_FILE, form.getDigestFile(), errors);
        addUnlessOpen("resultOnError", form.getResultOnError(), ResultOnError::error, errors);
        boolean digestUnknown = form.needsFile() || artifactError.isPresent() || isOpenImage("image");
        boolean nameless = form.getName() == null && (form.getDigestFile() != null || isOpenImage("image"));
        builder.validate().stream()
                .filter(error -> !(digestUnknown && error.field().equals("digest")))
                .filter(error -> !(nameless && error.field().equals(RecordField.NAME.parameterName())))
                .filter(error -> !open.contains(error.field()))
                .filter(error -> !(isRepositoryOfCheckout()
                        && error.field().equals(RecordField.GITHUB_REPOSITORY.parameterName())))
                // the server may provide the organization, but its name contains a variable
                .filter(error -> !(open.contains("server")
                        && form.getOrganization() == null
                        && error.field().equals(RecordField.ORGANIZATION.parameterName())))
                .forEach(errors::add);
        draft.filled().addTo(errors, draft.filled().errors(form.texts()));
        return errors;
    }

    private boolean isRepositoryOfCheckout() {
        return CheckedOutRepository.isRequestedBy(form.getGithubRepository());
    }

    private boolean isOpenImage(String field) {
        return field.equals("image") && open.contains("image");
    }

    private void addPathError(String field, @CheckForNull String path, List<FieldError> errors) {
        if (path != null) {
            addUnlessOpen(field, path, ArtifactFile.rule(field), errors);
        }
    }

    private void addUnlessOpen(
            String field,
            @CheckForNull String value,
            Function<String, Optional<FieldError>> rule,
            List<FieldError> errors) {
        if (!open.contains(field)) {
            rule.apply(value).ifPresent(errors::add);
        }
    }

    /** Returns the variables that are not known without the build. The build may have them. */
    private List<String> undeclared(@CheckForNull Item item) {
        var known = new HashSet<>(OF_EACH_BUILD);
        if (item instanceof Job<?, ?> job && job.getProperty(ParametersDefinitionProperty.class) != null) {
            known.addAll(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitionNames());
        }
        return variables.stream()
                .filter(name -> !known.contains(name))
                .map(RecordField::quoted)
                .toList();
    }

    private Optional<String> warning() {
        String name = typed.getDeploymentName();
        return name == null || form.getDeploymentName() == null
                ? Optional.empty()
                : ChangingName.warningAsTyped(name, typed.getVersion());
    }
}
