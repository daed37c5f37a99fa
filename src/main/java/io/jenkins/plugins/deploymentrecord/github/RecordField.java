package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text fields of a deployment record, and what GitHub allows in each. Lengths are counted in Unicode code points, as
 * JSON Schema counts them. A blank text is an absent one.
 *
 * <p>Stricter than GitHub in one point: characters that nobody can see are refused, and those that look like a space and
 * are none: a record with such a character cannot be deleted again.
 */
public enum RecordField {
    /**
     * The owner in the request's path. GitHub's names have up to 39 letters, digits and hyphens; older ones are longer or
     * have other characters, so that only what cannot be a path segment is refused.
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
    private final int longest;
    private final Pattern pattern;
    private final String allowed;

    RecordField(String parameterName, boolean required, int longest, String regex, String allowed) {
        this.parameterName = parameterName;
        this.jsonName = jsonName(parameterName);
        this.required = required;
        this.longest = longest;
        this.pattern = regex == null ? null : Pattern.compile(regex);
        this.allowed = allowed;
    }

    /** The name that a person types, in forms and in Pipelines. */
    public String parameterName() {
        return parameterName;
    }

    /** The text of the field in a request's body; null if the body has no such text. */
    public String textIn(JsonNode body) {
        return body.path(jsonName).textValue();
    }

    /** GitHub's name of the field: {@code logical_environment}. */
    String jsonName() {
        return jsonName;
    }

    /** GitHub's name of a field that a person typed under another name: {@code logical_environment}. */
    public static String jsonName(String parameterName) {
        return parameterName.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Whether a record cannot be without it. */
    public boolean isRequired() {
        return required;
    }

    /** The largest number of code points. */
    public int longest() {
        return longest;
    }

    /**
     * Checks one value.
     *
     * @param value as typed, may be null or blank
     * @return what is wrong with it, if anything
     */
    public Optional<FieldError> check(String value) {
        if (TypedText.trimToNull(value) == null) {
            return required
                    ? Optional.of(new FieldError(parameterName, Texts.get("field.missing", longest)))
                    : Optional.empty();
        }
        return textProblem(value, longest)
                .or(() -> pattern == null || pattern.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of(Texts.get("field.pattern", quoted(value), allowed)))
                .map(problem -> new FieldError(parameterName, problem));
    }

    /** What is wrong with a text as such: a token in it, too long, or with characters that nobody can see. */
    static Optional<String> textProblem(String value, int longest) {
        if (GitHubToken.looksLikeOne(value)) {
            return Optional.of(Texts.get("field.token"));
        }
        int length = value.codePointCount(0, value.length());
        if (length > longest) {
            return Optional.of(Texts.get("field.long", length, longest, quoted(value)));
        }
        var invisible = TypedText.firstInvisible(value);
        return invisible.isPresent() ? Optional.of(invisibleProblem(invisible.getAsInt(), value)) : Optional.empty();
    }

    static String invisibleProblem(int codePoint, String value) {
        return Texts.get("field.invisible", String.format(Locale.ROOT, "U+%04X", codePoint), quoted(value));
    }

    /** A typed value as an error text shows it: one line, cut, and without its end if it looks like a token. */
    public static String quoted(String value) {
        if (GitHubToken.looksLikeOne(value)) {
            return Texts.get("given.token");
        }
        String line = Texts.quote(value);
        return line.codePointCount(0, line.length()) <= MAX_QUOTED
                ? '"' + line + '"'
                : '"' + line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)) + "…\"";
    }
}
