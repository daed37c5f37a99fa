package io.jenkins.plugins.deploymentrecord.publisher;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentDefaults;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordServer;
import io.jenkins.plugins.deploymentrecord.configuration.DeploymentRecordsConfiguration;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.Fault;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.github.ImageReference;
import io.jenkins.plugins.deploymentrecord.github.InvalidDeploymentException;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A deployment that nothing is missing from: the record is valid, the server is one of the administrator's, the token is
 * there. Lives in memory alone, for the time of one call.
 */
@Restricted(NoExternalUse.class)
public record PreparedDeployment(DeploymentRecord record, ApiUrl url, GitHubToken token, boolean dryRun) {

    /**
     * Merges a form with the defaults and checks all of it. May take long: it reads the artifact, and a credential may
     * have to ask GitHub for its token.
     *
     * @param form with its variables expanded
     * @param workspace where {@code artifact} is looked for
     * @throws InvalidDeploymentException naming everything that is wrong
     * @throws IOException where the workspace or the credential cannot be reached now
     */
    public static PreparedDeployment of(DeploymentForm form, Run<?, ?> run, @CheckForNull FilePath workspace)
            throws InvalidDeploymentException, IOException, InterruptedException {
        return new Preparation(form, run).prepare(workspace);
    }

    /** What is wrong with a server as typed; blank names the first one. */
    static Optional<Fault> serverFault(@CheckForNull String typed) {
        var configuration = DeploymentRecordsConfiguration.get();
        if (configuration.findServer(typed).isPresent()) {
            return Optional.empty();
        }
        String names = configuration.getServers().stream()
                .map(DeploymentRecordServer::getName)
                .collect(Collectors.joining(", "));
        return Optional.of(new Fault(
                "server",
                names.isEmpty()
                        ? Messages.PreparedDeployment_noServer()
                        : Messages.PreparedDeployment_unknownServer(RecordField.given(typed), names)));
    }

    /** The names of those of the three fields that are filled in, of which one may be. */
    static List<String> artifactFields(
            @CheckForNull String digest, @CheckForNull String artifact, @CheckForNull String image) {
        var names = new ArrayList<String>();
        if (Util.fixEmptyAndTrim(digest) != null) {
            names.add("digest");
        }
        if (Util.fixEmptyAndTrim(artifact) != null) {
            names.add("artifact");
        }
        if (Util.fixEmptyAndTrim(image) != null) {
            names.add("image");
        }
        return names;
    }

    private static final class Preparation {

        private final DeploymentForm form;
        private final Run<?, ?> run;
        private final List<Fault> faults = new ArrayList<>();
        private final DeploymentRecord.Builder builder = DeploymentRecord.builder();

        Preparation(DeploymentForm form, Run<?, ?> run) {
            this.form = form;
            this.run = run;
        }

        PreparedDeployment prepare(@CheckForNull FilePath workspace)
                throws InvalidDeploymentException, IOException, InterruptedException {
            Optional<DeploymentRecordServer> server = server();
            fillIn(server);
            boolean identified = identify(workspace);
            ResultOnError.fault(form.getResultOnError()).ifPresent(faults::add);
            builder.faults().stream()
                    // what names the artifact has a fault of its own then
                    .filter(fault -> identified || !fault.field().equals("digest"))
                    .forEach(faults::add);
            ApiUrl url = server.map(this::url).orElse(null);
            GitHubToken token = url == null ? null : token(server.get(), url);
            if (!faults.isEmpty()) {
                throw new InvalidDeploymentException(faults);
            }
            DeploymentRecord record = builder.build();
            if (token.isIn(record)) {
                throw new InvalidDeploymentException(
                        List.of(new Fault("credentialsId", Messages.PreparedDeployment_tokenInRecord())));
            }
            return new PreparedDeployment(record, url, token, form.isDryRun());
        }

        private Optional<DeploymentRecordServer> server() {
            serverFault(form.getServer()).ifPresent(faults::add);
            return DeploymentRecordsConfiguration.get().findServer(form.getServer());
        }

        /** Checked when it was set, but a file in JENKINS_HOME can be edited. */
        private ApiUrl url(DeploymentRecordServer server) {
            try {
                return ApiUrl.of(server.getApiUrl());
            } catch (IllegalArgumentException e) {
                faults.add(new Fault("server", e.getMessage()));
                return null;
            }
        }

        private GitHubToken token(DeploymentRecordServer server, ApiUrl url) throws IOException {
            String id = form.getCredentialsId() == null ? server.getCredentialsId() : form.getCredentialsId();
            return new RunCredential(id, url).token(run, faults::add);
        }

        private void fillIn(Optional<DeploymentRecordServer> server) {
            Optional<DeploymentDefaults> defaults =
                    Optional.ofNullable(DeploymentRecordsConfiguration.get().getDefaults());
            builder.set(
                            RecordField.ORGANIZATION,
                            or(form.getOrganization(), server, DeploymentRecordServer::getOrganization))
                    .set(RecordField.NAME, form.getName())
                    .set(RecordField.VERSION, form.getVersion())
                    .set(
                            RecordField.LOGICAL_ENVIRONMENT,
                            or(form.getLogicalEnvironment(), defaults, DeploymentDefaults::getLogicalEnvironment))
                    .set(
                            RecordField.PHYSICAL_ENVIRONMENT,
                            or(form.getPhysicalEnvironment(), defaults, DeploymentDefaults::getPhysicalEnvironment))
                    .set(RecordField.CLUSTER, or(form.getCluster(), defaults, DeploymentDefaults::getCluster))
                    .set(RecordField.DEPLOYMENT_NAME, form.getDeploymentName())
                    .set(RecordField.GITHUB_REPOSITORY, form.getGithubRepository())
                    .digest(form.getDigest())
                    .status(form.getStatus())
                    .runtimeRisks(form.getRuntimeRisks());
            form.getTags().forEach(tag -> builder.tag(tag.getKey(), tag.getValue()));
        }

        private static <T> String or(String typed, Optional<T> fallback, Function<T, String> value) {
            return typed == null ? fallback.map(value).orElse(null) : typed;
        }

        /** @return whether exactly one of digest, artifact and image was given, so that a fault of the digest is its own */
        private boolean identify(@CheckForNull FilePath workspace) throws IOException, InterruptedException {
            List<String> given = artifactFields(form.getDigest(), form.getArtifact(), form.getImage());
            if (given.size() != 1) {
                faults.add(new Fault(
                        "digest",
                        given.isEmpty()
                                ? Messages.PreparedDeployment_noArtifact()
                                : Messages.PreparedDeployment_manyArtifacts(String.join(", ", given))));
                return false;
            }
            if (form.getArtifact() != null) {
                return hash(workspace);
            }
            return form.getImage() == null || parseImage();
        }

        private boolean hash(@CheckForNull FilePath workspace) throws IOException, InterruptedException {
            if (workspace == null) {
                faults.add(new Fault("artifact", Messages.PreparedDeployment_noWorkspace()));
                return false;
            }
            try {
                builder.digest(
                        new ArtifactFile(form.getArtifact()).digestIn(workspace).value());
                return true;
            } catch (ArtifactFile.Unusable e) {
                faults.add(new Fault("artifact", e.getMessage()));
                return false;
            }
        }

        private boolean parseImage() {
            ImageReference.fault(form.getImage()).ifPresent(faults::add);
            Optional<ImageReference> image = ImageReference.parse(form.getImage());
            image.ifPresent(found -> {
                builder.digest(found.digest().value());
                if (form.getName() == null) {
                    builder.set(RecordField.NAME, found.name());
                }
            });
            return image.isPresent();
        }
    }
}
