package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text fields of a deployment record and GitHub's rules for each. Lengths are counted in Unicode code points, as in
 * JSON Schema. A blank text is an absent text.
 *
 * <p>Stricter than GitHub in one point: invisible characters are refused, and so are characters that only look like a
 * space, because a record with such a character cannot be deleted.
 */
public enum RecordField {
    /**
     * The owner in the request's path. GitHub's names have up to 39 letters, digits and hyphens. Some old names are
     * longer or have other characters, so this field refuses only texts that cannot be a path segment.
     */
    ORGANIZATION("organization", true, 100, "[A-Za-z0-9_-]+", "letters, digits, hyphens and underscores"),
    NAME("name", true, 256, null, null),
    VERSION("version", false, 100, null, null),
    LOGICAL_ENVIRONMENT("logicalEnvironment", true, 128, null, null),
    PHYSICAL_ENVIRONMENT("physicalEnvironment", false, 128, null, null),
    CLUSTER("cluster", false, 128, null, null),
    DEPLOYMENT_NAME("deploymentName", true, 256, null, null),
    /** The repository's name alone; see {@link SourceRepository}. */
    GITHUB_REPOSITORY(
            "githubRepository", false, 100, "[A-Za-z0-9._-]+", "letters, digits, dots, hyphens and underscores");

    private static final int MAX_QUOTED = 60;

    private final String parameterName;
    private final String jsonName;
    private final boolean required;
    private final int maxLength;
    private final Pattern pattern;
    private final String allowed;

    RecordField(String parameterName, boolean required, int maxLength, String regex, String allowed) {
        this.parameterName = parameterName;
        this.jsonName = jsonName(parameterName);
        this.required = required;
        this.maxLength = maxLength;
        this.pattern = regex == null ? null : Pattern.compile(regex);
        this.allowed = allowed;
    }

    /** The name that a person types, in forms and in Pipelines. */
    public String parameterName() {
        return parameterName;
    }

    /** Returns the text of the field in a request's body; null if the body has no such text. */
    public String textIn(JsonNode body) {
        return body.path(jsonName).textValue();
    }

    /** GitHub's name of the field, such as {@code logical_environment}. */
    String jsonName() {
        return jsonName;
    }

    /** Converts the name that a person types to GitHub's name, such as {@code logical_environment}. */
    public static String jsonName(String parameterName) {
        return parameterName.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Whether every record needs the field. */
    public boolean isRequired() {
        return required;
    }

    /** The largest number of code points. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * Validates a value.
     *
     * @param value as typed; may be null or blank
     * @return the error; empty if the value is valid
     */
    public Optional<FieldError> check(String value) {
        if (TypedText.trimToNull(value) == null) {
            return required
                    ? Optional.of(new FieldError(parameterName, Texts.get("field.missing", maxLength)))
                    : Optional.empty();
        }
        return textProblem(value, maxLength)
                .or(() -> pattern == null || pattern.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of(Texts.get("field.pattern", quoted(value), allowed)))
                .map(problem -> new FieldError(parameterName, problem));
    }

    /** Returns the problem of a text in any field: it contains a token, is too long, or has invisible characters. */
    static Optional<String> textProblem(String value, int maxLength) {
        if (GitHubToken.mayBeIn(value)) {
            return Optional.of(Texts.get("field.token"));
        }
        int length = value.codePointCount(0, value.length());
        if (length > maxLength) {
            return Optional.of(Texts.get("field.long", length, maxLength, quoted(value)));
        }
        var invisible = TypedText.firstInvisible(value);
        return invisible.isPresent() ? Optional.of(invisibleProblem(invisible.getAsInt(), value)) : Optional.empty();
    }

    static String invisibleProblem(int codePoint, String value) {
        return Texts.get("field.invisible", String.format(Locale.ROOT, "U+%04X", codePoint), quoted(value));
    }

    /** Quotes a typed value in an error text: in one line, shortened, and not at all if it looks like a token. */
    public static String quoted(String value) {
        if (GitHubToken.mayBeIn(value)) {
            return Texts.get("value.token");
        }
        String line = Texts.quote(value);
        return line.codePointCount(0, line.length()) <= MAX_QUOTED
                ? '"' + line + '"'
                : '"' + line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)) + "…\"";
    }
}
