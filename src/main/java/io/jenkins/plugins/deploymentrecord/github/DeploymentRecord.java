package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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

/**
 * One deployment, as GitHub takes it: which artifact runs where. Made by a {@link Builder}, which lets nothing through
 * that GitHub would refuse.
 *
 * <p>GitHub keeps one record for each (logical environment, physical environment, cluster, deployment name) of an
 * organization: the same again updates it. A record cannot be deleted.
 *
 * @param organization in the request's path, not in its body
 * @param version null where not given, as are physicalEnvironment, cluster and githubRepository
 * @param githubRepository the repository's name without its owner
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
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

    public static final int MOST_TAGS = 5;

    private static final ObjectWriter JSON = new ObjectMapper().writerFor(DeploymentRecord.class);

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes the fields as a person typed them and finds everything that is wrong with them at once. White space around a
     * value is dropped; a blank value is an absent one.
     */
    public static final class Builder {

        private final Map<RecordField, String> texts = new LinkedHashMap<>();
        private final List<Map.Entry<String, String>> tags = new ArrayList<>();
        private final List<String> runtimeRisks = new ArrayList<>();
        private String digest;
        private String status;

        private Builder() {}

        /** Sets a text field; null and blank take it away. */
        public Builder set(RecordField field, String value) {
            if (value == null || value.isBlank()) {
                texts.remove(field);
            } else {
                texts.put(field, value.strip());
            }
            return this;
        }

        /** {@code sha256:} and 64 hexadecimal digits, or the digits alone, in either case. */
        public Builder digest(String value) {
            digest = stripToNull(value);
            return this;
        }

        /** {@code deployed} or {@code decommissioned}; deployed where never set or blank. */
        public Builder status(String value) {
            status = stripToNull(value);
            return this;
        }

        /** Adds a tag. A key that comes twice is a fault. */
        public Builder tag(String key, String value) {
            tags.add(Map.entry(key == null ? "" : key.strip(), value == null ? "" : value.strip()));
            return this;
        }

        /** Adds risks by GitHub's names; blank ones are dropped, and one that comes twice counts once. */
        public Builder runtimeRisks(Collection<String> values) {
            values.stream().map(Builder::stripToNull).filter(Objects::nonNull).forEach(runtimeRisks::add);
            return this;
        }

        /**
         * @throws InvalidDeploymentException with every fault that {@link #faults} finds
         */
        public DeploymentRecord build() throws InvalidDeploymentException {
            List<Fault> faults = faults();
            if (!faults.isEmpty()) {
                throw new InvalidDeploymentException(faults);
            }
            var tagMap = new LinkedHashMap<String, String>();
            tags.forEach(tag -> tagMap.put(tag.getKey(), tag.getValue()));
            var risks = new LinkedHashSet<RuntimeRisk>();
            runtimeRisks.forEach(risk -> RuntimeRisk.parse(risk).ifPresent(risks::add));
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
                    repositoryName(texts.get(RecordField.GITHUB_REPOSITORY)),
                    tagMap,
                    risks);
        }

        /** Everything that GitHub would refuse, in the order of the fields; empty where the record can be built. */
        public List<Fault> faults() {
            var faults = new ArrayList<Fault>();
            for (RecordField field : RecordField.values()) {
                check(field).ifPresent(faults::add);
                if (field == RecordField.NAME) {
                    digestFault(digest).ifPresent(faults::add);
                } else if (field == RecordField.VERSION) {
                    statusFault(status).ifPresent(faults::add);
                }
            }
            faults.addAll(tagFaults());
            runtimeRisks.forEach(risk -> riskFault(risk).ifPresent(faults::add));
            return faults;
        }

        /** The request's body in GitHub's names, as far as it can be told, whether or not GitHub would take it. */
        public Map<String, Object> draft() {
            var body = new LinkedHashMap<String, Object>();
            for (RecordField field : RecordField.values()) {
                body.put(RecordField.wireName(field.typedName()), texts.get(field));
                if (field == RecordField.NAME) {
                    body.put(
                            "digest",
                            Optional.ofNullable(digest)
                                    .flatMap(ArtifactDigest::parse)
                                    .map(ArtifactDigest::value)
                                    .orElse(digest));
                } else if (field == RecordField.VERSION) {
                    body.put("status", status == null ? DeploymentStatus.DEPLOYED.wireName() : status);
                }
            }
            body.remove(RecordField.ORGANIZATION.typedName());
            body.computeIfPresent("github_repository", (field, typed) -> repositoryName((String) typed));
            var tagMap = new LinkedHashMap<String, String>();
            tags.forEach(tag -> tagMap.put(tag.getKey(), tag.getValue()));
            body.put("tags", tagMap.isEmpty() ? null : tagMap);
            body.put("runtime_risks", runtimeRisks.isEmpty() ? null : new LinkedHashSet<>(runtimeRisks));
            body.values().removeIf(Objects::isNull);
            return body;
        }

        private Optional<Fault> check(RecordField field) {
            String value = texts.get(field);
            return field == RecordField.GITHUB_REPOSITORY
                    ? repositoryFault(value, texts.get(RecordField.ORGANIZATION))
                    : field.check(value);
        }

        private List<Fault> tagFaults() {
            var faults = new ArrayList<Fault>();
            if (tags.size() > MOST_TAGS) {
                faults.add(new Fault("tags", Texts.get("tags.many", tags.size(), MOST_TAGS)));
            }
            var keys = new LinkedHashSet<String>();
            for (var tag : tags) {
                tagFault(tag.getKey(), tag.getValue()).ifPresent(faults::add);
                if (!keys.add(tag.getKey()) && !tag.getKey().isEmpty()) {
                    faults.add(new Fault("tags", Texts.get("tags.twice", RecordField.given(tag.getKey()))));
                }
            }
            return faults;
        }

        private static String stripToNull(String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }
    }

    /** What is wrong with a digest as typed; a missing one is a fault, too. */
    public static Optional<Fault> digestFault(String digest) {
        if (digest == null || digest.isBlank()) {
            return Optional.of(new Fault("digest", Texts.get("digest.missing")));
        }
        return ArtifactDigest.parse(digest).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("digest", Texts.get("digest.malformed", RecordField.given(digest))));
    }

    /** What is wrong with a status as typed; a missing one is {@code deployed}. */
    public static Optional<Fault> statusFault(String status) {
        return status == null
                        || status.isBlank()
                        || DeploymentStatus.parse(status).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("status", Texts.get("status.unknown", RecordField.given(status))));
    }

    /**
     * What is wrong with a repository as typed: its name, or {@code owner/name} where the owner is the organization.
     *
     * @param organization null or blank where it is not known, so that any owner is right
     */
    public static Optional<Fault> repositoryFault(String typed, String organization) {
        if (typed == null || typed.indexOf('/') < 0) {
            return RecordField.GITHUB_REPOSITORY.check(typed);
        }
        String owner = typed.substring(0, typed.indexOf('/')).strip();
        Optional<String> problem = Optional.empty();
        if (owner.isEmpty() || repositoryName(typed).isBlank()) {
            problem = Optional.of(Texts.get("field.repository", RecordField.given(typed)));
        } else if (organization != null && !organization.isBlank() && !owner.equalsIgnoreCase(organization.strip())) {
            problem = Optional.of(Texts.get(
                    "field.owner",
                    RecordField.given(owner),
                    RecordField.given(organization),
                    RecordField.given(typed)));
        }
        return problem.map(text -> new Fault(RecordField.GITHUB_REPOSITORY.typedName(), text))
                .or(() -> RecordField.GITHUB_REPOSITORY.check(repositoryName(typed)));
    }

    /** GitHub wants the name alone; people also paste it with its owner. */
    private static String repositoryName(String typed) {
        return typed == null ? null : typed.substring(typed.indexOf('/') + 1);
    }

    /** What is wrong with one runtime risk as typed. */
    public static Optional<Fault> riskFault(String risk) {
        return RuntimeRisk.parse(risk).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("runtimeRisks", Texts.get("risk.unknown", RecordField.given(risk))));
    }

    /** What is wrong with one tag as typed: a key of 1 to 100 and a value of up to 100 characters are right. */
    public static Optional<Fault> tagFault(String key, String value) {
        if (key.isBlank()) {
            return Optional.of(new Fault("tags", Texts.get("tags.key", RecordField.given(value))));
        }
        return RecordField.textProblem(key, RecordField.LONGEST_TAG)
                .map(problem -> Texts.get("tags.keyProblem", problem))
                .or(() -> RecordField.textProblem(value, RecordField.LONGEST_TAG)
                        .map(problem -> Texts.get("tags.valueProblem", RecordField.given(key), problem)))
                .map(problem -> new Fault("tags", problem));
    }

    /** The request's body. */
    byte[] body() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of texts is always JSON", e);
        }
    }

    /** The request's body, laid out for a person. */
    public String toPrettyJson() {
        try {
            return JSON.withDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of texts is always JSON", e);
        }
    }

    /** The artifact and where it runs, for a log line; the organization is not in it. */
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
