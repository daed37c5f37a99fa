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
 * The defaults of the forms in an item: first those of its folders, innermost first, then those of the server, then
 * those of the controller.
 *
 * <p>The server is determined first. A folder's organization and credential are used only if the folder itself would
 * use that server. Otherwise a job that names another server would send the folder's token to that server (the
 * vulnerability class of GHSA-xfrw-pcmc-r2p3).
 */
@Restricted(NoExternalUse.class)
public final class FormDefaults {

    private static final String SERVER = "server";

    /** The defaults of the folders, innermost first. */
    private final List<FolderDefaults> folders;

    private FormDefaults(List<FolderDefaults> folders) {
        this.folders = folders;
    }

    /** Returns the defaults of the forms in a job or in a folder. A null item means the top level. */
    public static FormDefaults of(@CheckForNull Item item) {
        return item instanceof ItemGroup<?> group ? new FormDefaults(FolderLookup.from(group)) : around(item);
    }

    /** Returns the defaults that come from outside of an item. A null item means the top level. */
    static FormDefaults around(@CheckForNull Item item) {
        return new FormDefaults(item == null ? List.of() : FolderLookup.from(item.getParent()));
    }

    /**
     * Returns the server that receives the records.
     *
     * @param typed the server's name in the form; may be blank
     * @return empty if there is no such server, see {@link #serverError}
     */
    Optional<DeploymentRecordServer> server(@CheckForNull String typed) {
        String named = TypedText.trimToNull(typed);
        return DeploymentRecordsConfiguration.get()
                .findServer(
                        named == null ? folderServer().map(DefaultValue::value).orElse(null) : named);
    }

    /** Returns the name of the folders' server. */
    Optional<DefaultValue> folderServer() {
        return first(FolderDefaults::server);
    }

    /** Returns the organization for forms that use a server and name no organization. */
    Optional<DefaultValue> organization(DeploymentRecordServer used) {
        return ofServer(used, FolderDefaults::organization, used.getOrganization());
    }

    /** Returns the ID of the credential for forms that use a server and name no credential. */
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

    /** Returns whether a build waits, as a text; empty if no folder specifies it. */
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

    /** Fills in the fields that a form leaves blank. */
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
     * Returns an error if the server does not exist. A blank name means the folders' server or, if there is none, the
     * first server.
     *
     * @param listed whether the error lists the names of the servers. True for a form, if the user may configure the
     *     job; false for a build's log, which other users can read
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
