package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.CheckedOutRepository;
import io.jenkins.plugins.deploymentrecord.github.FieldError;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.SourceRepository;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The GitHub repository from which an artifact was built, by the artifact's name. The deployment's own repository takes
 * precedence. Otherwise a key that equals the name takes precedence over a key that ends in {@code /*}, which matches
 * all names with that beginning; the longest such key takes precedence; the key {@code *} matches all names.
 *
 * @param repositories maps the name of an image without tag, or such a key, to a repository as typed
 * @param remotes the URLs that the build checked out, for {@link CheckedOutRepository}
 */
public record RepositoryByImage(Map<String, String> repositories, List<String> remotes) {

    private static final String FIELD = RecordField.GITHUB_REPOSITORY.parameterName();
    private static final String ALL = "*";
    private static final String ALL_BELOW = "/*";

    /** Has no repositories. */
    public static final RepositoryByImage NONE = new RepositoryByImage(Map.of());

    /** A tag or a digest; the colon of a registry's port is followed by a slash. */
    private static final Pattern TAG_OR_DIGEST = Pattern.compile(".*@.*|.*:[^/]*");

    public RepositoryByImage(Map<String, String> repositories) {
        this(repositories, List.of());
    }

    public RepositoryByImage {
        var copy = new TreeMap<String, String>();
        repositories.forEach((key, repository) ->
                copy.put(Objects.requireNonNullElse(TypedText.trimToNull(key), ""), TypedText.trimToNull(repository)));
        repositories = Collections.unmodifiableMap(copy);
        remotes = List.copyOf(remotes);
    }

    /** Returns one repository for all artifacts; null for none. */
    public static RepositoryByImage forAll(String repository) {
        return repository == null ? NONE : new RepositoryByImage(Map.of(ALL, repository));
    }

    /** Returns the same repositories, for a build that checked out these URLs. */
    public RepositoryByImage withRemotes(List<String> checkedOut) {
        return new RepositoryByImage(repositories, checkedOut);
    }

    /** Returns the repository as typed; null if there is none for the name, which may be null. */
    public String of(String name) {
        String text = TypedText.trimToNull(name);
        if (text != null && repositories.containsKey(text)) {
            return repositories.get(text);
        }
        return repositories.keySet().stream()
                .filter(key -> key.equals(ALL) || text != null && isBelow(text, key))
                .max(Comparator.comparing(String::length))
                .map(repositories::get)
                .orElse(null);
    }

    private static boolean isBelow(String name, String key) {
        return key.endsWith(ALL_BELOW) && name.startsWith(key.substring(0, key.length() - ALL.length()));
    }

    /** Validates the keys and the repositories. */
    List<FieldError> errors(ClusterTarget target) {
        var errors = new ArrayList<FieldError>();
        repositories.forEach((key, repository) -> {
            String field = key.equals(ALL) ? FIELD : FIELD + '[' + RecordField.quoted(key) + ']';
            if (!isKey(key)) {
                errors.add(new FieldError(field, Texts.get("repository.key", RecordField.quoted(key))));
            }
            SourceRepository.error(repository, target.organization(), target.server())
                    .ifPresent(error -> errors.add(new FieldError(field, error.problem())));
        });
        return errors;
    }

    private static boolean isKey(String key) {
        if (key.equals(ALL)) {
            return true;
        }
        // a name that the key matches
        String name = key.endsWith(ALL_BELOW) ? key.substring(0, key.length() - ALL.length()) + "name" : key;
        return !name.isEmpty()
                && !name.startsWith("/")
                && name.indexOf('*') < 0
                && !TAG_OR_DIGEST.matcher(name).matches();
    }
}
