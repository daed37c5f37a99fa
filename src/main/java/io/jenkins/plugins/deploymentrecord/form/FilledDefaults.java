package io.jenkins.plugins.deploymentrecord.form;

import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The defaults that were filled into a form.
 *
 * @param server the form's server; empty if it does not exist
 * @param values the defaults by the names of the fields that the form leaves blank
 * @param credentialError the error of a credential whose folder must name its server; empty if there is no error
 */
record FilledDefaults(
        Optional<DeploymentRecordServer> server,
        Map<String, DefaultValue> values,
        Optional<FieldError> credentialError) {

    /**
     * Returns the errors that values have only because they come from a folder.
     *
     * @param texts of the form with its defaults, with the names of their fields; a default may have been removed again
     */
    List<FieldError> errors(List<Map.Entry<String, String>> texts) {
        Stream<FieldError> variables = texts.stream()
                .filter(text -> isOfFolder(text.getKey()))
                .flatMap(text -> FolderDefaults.variableError(text.getKey(), text.getValue()).stream());
        return Stream.concat(credentialError.stream(), variables).toList();
    }

    /** Adds errors of {@link #errors} as the only errors of their fields, and the folder to each error of a folder's value. */
    void addTo(List<FieldError> errors, List<FieldError> ofFolders) {
        errors.removeIf(
                error -> ofFolders.stream().anyMatch(other -> other.field().equals(error.field())));
        errors.addAll(ofFolders);
        errors.replaceAll(this::withOrigin);
    }

    /** Returns the error with the folder that the invalid value comes from. */
    private FieldError withOrigin(FieldError error) {
        return isOfFolder(error.field())
                ? new FieldError(
                        error.field(),
                        Messages.FilledDefaults_origin(
                                error.problem(), values.get(error.field()).origin()))
                : error;
    }

    /** Returns a line for each folder that provides values, with the names of their fields. */
    List<String> folderLines() {
        var fields = new LinkedHashMap<String, String>();
        values.forEach((field, value) -> Stream.ofNullable(value.folder())
                .forEach(folder -> fields.merge(folder, field, (before, next) -> before + ", " + next)));
        return fields.entrySet().stream()
                .map(folder -> Messages.FilledDefaults_folder('"' + folder.getKey() + '"', folder.getValue()))
                .toList();
    }

    /**
     * Returns whether a field has the value of a folder. False for the server, whose error already names the folder.
     */
    private boolean isOfFolder(String field) {
        return !field.equals("server")
                && values.containsKey(field)
                && values.get(field).isOfFolder();
    }
}
