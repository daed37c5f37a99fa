package io.jenkins.plugins.deploymentrecord.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The defaults of the forms in a place: those of its folders, the nearest first, then those of the server, then those of
 * the controller.
 *
 * <p>The server comes first. A folder's organization and credential count only if the folder itself would use that server:
 * otherwise a job that names another server would send the folder's token to it (the class of GHSA-xfrw-pcmc-r2p3).
 */
@Restricted(NoExternalUse.class)
public final class FormDefaults {

    private static final String SERVER = "server";

    /** From the inside out. */
    private final List<FolderDefaults> folders;

    private FormDefaults(List<FolderDefaults> folders) {
        this.folders = folders;
    }

    /** Those of forms in an item, be it a job or a folder; null is the top. */
    public static FormDefaults of(@CheckForNull Item item) {
        return item instanceof ItemGroup<?> group ? new FormDefaults(FolderLookup.from(group)) : around(item);
    }

    /** Those that an item gets from outside of it; null is the top. */
    static FormDefaults around(@CheckForNull Item item) {
        return new FormDefaults(item == null ? List.of() : FolderLookup.from(item.getParent()));
    }

    /**
     * The server that gets the records.
     *
     * @param typed as the form names it; may be blank
     * @return empty if there is no such server, see {@link #serverError}
     */
    Optional<DeploymentRecordServer> server(@CheckForNull String typed) {
        String named = TypedText.trimToNull(typed);
        return DeploymentRecordsConfiguration.get()
                .findServer(
                        named == null ? folderServer().map(DefaultValue::value).orElse(null) : named);
    }

    /** The name of the server that a folder gives. */
    Optional<DefaultValue> folderServer() {
        return first(FolderDefaults::server);
    }

    /** The organization of forms that use a server and name none. */
    Optional<DefaultValue> organization(DeploymentRecordServer used) {
        return ofServer(used, FolderDefaults::organization, used.getOrganization());
    }

    /** The ID of the credential of forms that use a server and name none. */
    Optional<DefaultValue> credentialsId(DeploymentRecordServer used) {
        return ofServer(used, FolderDefaults::credentialsId, used.getCredentialsId());
    }

    Optional<DefaultValue> logicalEnvironment() {
        return first(FolderDefaults::logicalEnvironment)
                .or(() -> ofController(DeploymentDefaults::getLogicalEnvironment));
    }

    Optional<DefaultValue> physicalEnvironment() {
        return first(FolderDefaults::physicalEnvironment)
                .or(() -> ofController(DeploymentDefaults::getPhysicalEnvironment));
    }

    Optional<DefaultValue> cluster() {
        return first(FolderDefaults::cluster).or(() -> ofController(DeploymentDefaults::getCluster));
    }

    Optional<DefaultValue> githubRepository() {
        return first(FolderDefaults::githubRepository).or(() -> ofController(DeploymentDefaults::getGithubRepository));
    }

    /** Whether a build waits, as a text; empty if no folder says so. */
    Optional<DefaultValue> waiting() {
        return first(folder -> Objects.toString(folder.waits(), null));
    }

    private Optional<DefaultValue> first(Function<FolderDefaults, String> field) {
        return first(folders.stream(), field);
    }

    private static Optional<DefaultValue> first(
            Stream<FolderDefaults> folders, Function<FolderDefaults, String> field) {
        return folders.flatMap(folder ->
                        Stream.ofNullable(field.apply(folder)).map(value -> DefaultValue.ofFolder(folder, value)))
                .findFirst();
    }

    private Optional<DefaultValue> ofServer(
            DeploymentRecordServer used, Function<FolderDefaults, String> field, @CheckForNull String ofServer) {
        return first(foldersThatUse(used), field)
                .or(() -> Optional.ofNullable(ofServer).map(value -> DefaultValue.ofServer(used, value)));
    }

    private Stream<FolderDefaults> foldersThatUse(DeploymentRecordServer used) {
        return IntStream.range(0, folders.size())
                .filter(i -> new FormDefaults(folders.subList(i, folders.size()))
                        .server(null)
                        .filter(own -> own.getName().equals(used.getName()))
                        .isPresent())
                .mapToObj(folders::get);
    }

    private static Optional<DefaultValue> ofController(Function<DeploymentDefaults, String> field) {
        return Optional.ofNullable(DeploymentRecordsConfiguration.get().getDefaults())
                .map(field)
                .map(DefaultValue::ofController);
    }

    /** Fills in the fields that a form left out. */
    FilledDefaults fillIn(DeliveryForm<?> form) {
        Optional<DeploymentRecordServer> server = server(form.getServer());
        var filled = new LinkedHashMap<String, DefaultValue>();
        if (form.getServer() == null) {
            folderServer().ifPresent(name -> filled.put(SERVER, name));
        }
        fill(
                RecordField.ORGANIZATION.parameterName(),
                form.getOrganization(),
                server.flatMap(this::organization),
                form::setOrganization,
                filled);
        fill(
                DeliveryForm.CREDENTIALS_ID,
                form.getCredentialsId(),
                server.flatMap(this::credentialsId),
                form::setCredentialsId,
                filled);
        fill(
                RecordField.LOGICAL_ENVIRONMENT.parameterName(),
                form.getLogicalEnvironment(),
                logicalEnvironment(),
                form::setLogicalEnvironment,
                filled);
        fill(
                RecordField.PHYSICAL_ENVIRONMENT.parameterName(),
                form.getPhysicalEnvironment(),
                physicalEnvironment(),
                form::setPhysicalEnvironment,
                filled);
        fill(RecordField.CLUSTER.parameterName(), form.getCluster(), cluster(), form::setCluster, filled);
        fill(
                RecordField.GITHUB_REPOSITORY.parameterName(),
                form.getGithubRepository(),
                githubRepository(),
                form::setGithubRepository,
                filled);
        fill(
                "wait",
                Objects.toString(form.getWait(), null),
                waiting(),
                value -> form.setWait(Boolean.valueOf(value)),
                filled);
        return new FilledDefaults(server, filled, credentialError(filled.get(DeliveryForm.CREDENTIALS_ID)));
    }

    private Optional<FieldError> credentialError(@CheckForNull DefaultValue credentialsId) {
        return folders.stream()
                .filter(folder -> credentialsId != null && folder.folder().equals(credentialsId.folder()))
                .flatMap(folder -> serverlessError(folder).stream())
                .findFirst();
    }

    /**
     * Returns the error of a folder that has a credential but no server, if the controller has several servers. Otherwise the
     * token would go to another server as soon as the folder is moved, or a folder around it names another server.
     */
    static Optional<FieldError> serverlessError(FolderDefaults folder) {
        boolean isServerUnclear = folder.credentialsId() != null
                && folder.server() == null
                && DeploymentRecordsConfiguration.get().getServers().size() > 1;
        return isServerUnclear
                ? Optional.of(new FieldError(DeliveryForm.CREDENTIALS_ID, Messages.FormDefaults_serverless()))
                : Optional.empty();
    }

    private static void fill(
            String field,
            @CheckForNull String typed,
            Optional<DefaultValue> value,
            Consumer<String> setter,
            Map<String, DefaultValue> filled) {
        if (typed == null && value.isPresent()) {
            setter.accept(value.get().value());
            filled.put(field, value.get());
        }
    }

    /**
     * The error of a server as typed, if there is no such server; a blank name stands for the folders' server, or else for
     * the first server.
     *
     * @param listed whether the text may name the servers: the form does so for those who may configure the job, while a
     *     build's log is read by others
     */
    Optional<FieldError> serverError(@CheckForNull String typed, boolean listed) {
        if (server(typed).isPresent()) {
            return Optional.empty();
        }
        String names = DeploymentRecordsConfiguration.get().getServers().stream()
                .map(DeploymentRecordServer::getName)
                .collect(Collectors.joining(", "));
        return Optional.of(new FieldError(
                SERVER, names.isEmpty() ? Messages.FormDefaults_noServer() : problem(typed, names, listed)));
    }

    private String problem(@CheckForNull String typed, String names, boolean listed) {
        Optional<DefaultValue> ofFolder = TypedText.trimToNull(typed) == null ? folderServer() : Optional.empty();
        if (ofFolder.isPresent()) {
            DefaultValue gone = ofFolder.get();
            return listed
                    ? Messages.FormDefaults_unknownServerOfFolder(
                            gone.origin(), RecordField.quoted(gone.value()), names)
                    : Messages.FormDefaults_unlistedServerOfFolder(gone.origin());
        }
        return listed
                ? Messages.FormDefaults_unknownServer(RecordField.quoted(typed), names)
                : Messages.FormDefaults_unlistedServer(RecordField.quoted(typed));
    }
}
