package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One deployment in GitHub's format: an artifact and the place where it runs. Built by a {@link Builder}, which refuses
 * every value that GitHub would refuse.
 *
 * <p>GitHub keeps one record for each (logical environment, physical environment, cluster, deployment name) of an
 * organization: sending the same combination again updates it. A record cannot be deleted.
 *
 * @param organization in the request's path, not in its body
 * @param version null if absent; so are physicalEnvironment, cluster and githubRepository
 * @param githubRepository the repository's name without its owner
 * @param tags null to leave GitHub's tags alone; empty to remove them. The same holds for the runtime risks
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentRecord(
        @JsonIgnore String organization,
        String name,
        ArtifactDigest digest,
        String version,
        DeploymentStatus status,
        String logicalEnvironment,
        String physicalEnvironment,
        String cluster,
        String deploymentName,
        String githubRepository,
        Map<String, String> tags,
        Set<RuntimeRisk> runtimeRisks) {

    public static final int MAX_TAGS = 5;

    private static final ObjectWriter JSON = new ObjectMapper().writerFor(DeploymentRecord.class);

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Accepts the fields as a person typed them and reports all errors at once. White space of any kind around a value
     * is dropped; a blank value is absent.
     */
    public static final class Builder {

        private final Map<RecordField, String> texts = new LinkedHashMap<>();
        private TypedTags tags;
        private List<String> runtimeRisks;
        private String digest;
        private String status;
        private ApiUrl server;

        private Builder() {}

        /** Sets a text field; null and blank remove it. */
        public Builder set(RecordField field, String value) {
            String text = TypedText.trimToNull(value);
            if (text == null) {
                texts.remove(field);
            } else {
                texts.put(field, text);
            }
            return this;
        }

        /** Sets the server; a repository that is typed as a URL must be at this server. */
        public Builder server(ApiUrl url) {
            server = url;
            return this;
        }

        /** Sets the digest: {@code sha256:} and 64 hexadecimal digits, or the digits alone, in either case. */
        public Builder digest(String value) {
            digest = TypedText.trimToNull(value);
            return this;
        }

        /** Sets the status, {@code deployed} or {@code decommissioned}; deployed if never set or blank. */
        public Builder status(String value) {
            status = TypedText.trimToNull(value);
            return this;
        }

        /**
         * Declares that the record has exactly the tags that are added, or no tags if none is added; without this call,
         * GitHub's tags are left alone.
         */
        public Builder replaceTags() {
            tags = tags == null ? new TypedTags() : tags;
            return this;
        }

        /** Adds a tag. A duplicate key is an error. */
        public Builder tag(String key, String value) {
            replaceTags();
            tags.add(key, value);
            return this;
        }

        /**
         * Adds risks by GitHub's names; blank names are dropped, and a duplicate name counts once. An empty list
         * removes GitHub's risks; without any call, they are left alone.
         */
        public Builder runtimeRisks(Collection<String> values) {
            runtimeRisks = runtimeRisks == null ? new ArrayList<>() : runtimeRisks;
            values.stream().map(TypedText::trimToNull).filter(Objects::nonNull).forEach(runtimeRisks::add);
            return this;
        }

        /** @throws InvalidDeploymentException with every error that {@link #validate} finds */
        public DeploymentRecord build() throws InvalidDeploymentException {
            List<FieldError> errors = validate();
            if (!errors.isEmpty()) {
                throw new InvalidDeploymentException(errors);
            }
            Set<RuntimeRisk> risks = runtimeRisks == null
                    ? null
                    : runtimeRisks.stream()
                            .flatMap(risk -> RuntimeRisk.parse(risk).stream())
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            return new DeploymentRecord(
                    texts.get(RecordField.ORGANIZATION),
                    texts.get(RecordField.NAME),
                    ArtifactDigest.parse(digest).orElseThrow(),
                    texts.get(RecordField.VERSION),
                    status == null
                            ? DeploymentStatus.DEPLOYED
                            : DeploymentStatus.parse(status).orElseThrow(),
                    texts.get(RecordField.LOGICAL_ENVIRONMENT),
                    texts.get(RecordField.PHYSICAL_ENVIRONMENT),
                    texts.get(RecordField.CLUSTER),
                    texts.get(RecordField.DEPLOYMENT_NAME),
                    repositoryName(),
                    tags == null ? null : tags.toMap(),
                    risks);
        }

        /** Returns all errors, in the order of the fields; empty if the record can be built. */
        public List<FieldError> validate() {
            var errors = new ArrayList<FieldError>();
            for (RecordField field : RecordField.values()) {
                check(field).ifPresent(errors::add);
                if (field == RecordField.NAME) {
                    digestError(digest).ifPresent(errors::add);
                } else if (field == RecordField.VERSION) {
                    statusError(status).ifPresent(errors::add);
                }
            }
            if (tags != null) {
                errors.addAll(tags.errors());
            }
            if (runtimeRisks != null) {
                runtimeRisks.forEach(risk -> riskError(risk).ifPresent(errors::add));
            }
            return errors;
        }

        /** Returns the request's body as far as it is known, whether or not GitHub would accept it. */
        public Map<String, Object> draft() {
            var body = new LinkedHashMap<String, Object>();
            for (RecordField field : RecordField.values()) {
                body.put(field.jsonName(), texts.get(field));
                if (field == RecordField.NAME) {
                    body.put(
                            "digest",
                            Optional.ofNullable(digest)
                                    .flatMap(ArtifactDigest::parse)
                                    .map(ArtifactDigest::value)
                                    .orElse(digest));
                } else if (field == RecordField.VERSION) {
                    body.put("status", status == null ? DeploymentStatus.DEPLOYED.jsonName() : status);
                }
            }
            body.remove(RecordField.ORGANIZATION.parameterName());
            body.put("github_repository", repositoryName());
            body.put("tags", tags == null ? null : tags.toMap());
            body.put("runtime_risks", runtimeRisks == null ? null : new LinkedHashSet<>(runtimeRisks));
            body.values().removeIf(Objects::isNull);
            return body;
        }

        private Optional<FieldError> check(RecordField field) {
            String value = texts.get(field);
            return field == RecordField.GITHUB_REPOSITORY
                    ? SourceRepository.error(value, texts.get(RecordField.ORGANIZATION), server)
                    : field.check(value);
        }

        private String repositoryName() {
            String typed = texts.get(RecordField.GITHUB_REPOSITORY);
            return typed == null ? null : SourceRepository.nameIn(typed);
        }
    }

    /** Validates a typed digest; a missing digest is an error, too. */
    public static Optional<FieldError> digestError(String digest) {
        if (TypedText.trimToNull(digest) == null) {
            return Optional.of(new FieldError("digest", Texts.get("digest.missing")));
        }
        if (ArtifactDigest.parse(digest).isPresent()) {
            return Optional.empty();
        }
        var invisible = TypedText.firstInvisible(TypedText.withoutEncodingMarks(digest));
        return Optional.of(new FieldError(
                "digest",
                invisible.isPresent()
                        ? RecordField.invisibleProblem(invisible.getAsInt(), digest)
                        : Texts.get("digest.malformed", RecordField.quoted(digest))));
    }

    /** Validates a typed status; a missing status is {@code deployed}. */
    public static Optional<FieldError> statusError(String status) {
        return TypedText.trimToNull(status) == null
                        || DeploymentStatus.parse(status).isPresent()
                ? Optional.empty()
                : Optional.of(new FieldError("status", Texts.get("status.unknown", RecordField.quoted(status))));
    }

    /** Validates a typed runtime risk. */
    public static Optional<FieldError> riskError(String risk) {
        return RuntimeRisk.parse(risk).isPresent()
                ? Optional.empty()
                : Optional.of(new FieldError("runtimeRisks", Texts.get("risk.unknown", RecordField.quoted(risk))));
    }

    /** Returns the request's body. */
    public String toJson() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** Returns the request's body in UTF-8. */
    byte[] body() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of texts is always JSON", e);
        }
    }

    /** Returns the request's body, formatted for a person. */
    public String toPrettyJson() {
        try {
            return JSON.withDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of texts is always JSON", e);
        }
    }

    /**
     * Returns the artifact and the environment in a few words, because views of a Pipeline cut the title of a step
     * after about 30 characters.
     */
    public String title() {
        return Texts.get(
                "title." + status.name().toLowerCase(Locale.ROOT),
                version == null ? name : name + ' ' + version,
                logicalEnvironment);
    }

    /** Returns the artifact and the place where it runs, for a log line; without the organization. */
    public String summary() {
        var where = new ArrayList<String>();
        where.add(logicalEnvironment);
        if (physicalEnvironment != null) {
            where.add(physicalEnvironment);
        }
        if (cluster != null) {
            where.add(Texts.get("summary.cluster", cluster));
        }
        return Texts.get(
                "summary." + status.name().toLowerCase(Locale.ROOT),
                version == null ? name : name + ' ' + version,
                digest.abbreviated(),
                String.join(", ", where),
                deploymentName);
    }
}
