package io.jenkins.plugins.deploymentrecord.github;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The repository that an artifact was built from, as people write it: its name, {@code owner/name}, or its URL in any
 * form that Git accepts, for example {@code env.GIT_URL}. GitHub expects the name alone.
 *
 * @param host null if absent
 * @param owner null if absent
 * @param name without {@code .git} at its end
 */
public record SourceRepository(String host, String owner, String name) {

    private static final RecordField FIELD = RecordField.GITHUB_REPOSITORY;

    /** The first group is the user, perhaps with a password. */
    private static final Pattern URL =
            Pattern.compile("(?i)(?:https?|ssh|git|git\\+ssh|git\\+https)://(?:([^/@]*)@)?([^/:@]+)(?::\\d*)?/(.*)");

    /** {@code git@github.com:owner/name}; a user is required unless the host has a dot. */
    private static final Pattern SCP = Pattern.compile("(?:([^/@:\\s]+)@([^/:@\\s]+)|([^/:@\\s]+\\.[^/:@\\s]+)):(.*)");

    /** Distinguishes a host from an owner, whose name never has a dot. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile("([^/:@\\s]+\\.[^/:@\\s]+)/(.+)");

    /** Returns the name that GitHub expects, as far as it is known; the text itself if it names no repository. */
    static String nameIn(String typed) {
        return parse(typed).map(SourceRepository::name).orElse(typed);
    }

    /**
     * Validates a typed repository.
     *
     * @param typed may be null or blank, because the field is optional
     * @param organization the record's; null or blank if it is not known, so that any owner is valid
     * @param server null if it is not known, so that any host is valid
     * @return the error; empty if the repository is valid
     */
    public static Optional<FieldError> error(String typed, String organization, ApiUrl server) {
        if (TypedText.trimToNull(typed) == null) {
            return FIELD.check(typed);
        }
        return problem(typed, organization, server)
                .map(problem -> new FieldError(FIELD.parameterName(), problem))
                .or(() -> FIELD.check(nameIn(typed)));
    }

    private static Optional<String> problem(String typed, String organization, ApiUrl server) {
        if (GitHubToken.mayBeIn(typed)) {
            return Optional.of(Texts.get("field.token"));
        }
        if (hasPassword(typed)) {
            return Optional.of(Texts.get("field.password"));
        }
        SourceRepository repository = parse(typed).orElse(null);
        if (repository == null) {
            return Optional.of(Texts.get("field.repository", RecordField.quoted(typed)));
        }
        if (repository.isElsewhere(server)) {
            return Optional.of(Texts.get(
                    "field.host",
                    RecordField.quoted(repository.host),
                    server.hostAndPort(),
                    RecordField.quoted(typed)));
        }
        String expected = TypedText.trimToNull(organization);
        return repository.owner == null || expected == null || repository.owner.equalsIgnoreCase(expected)
                ? Optional.empty()
                : Optional.of(Texts.get(
                        "field.owner",
                        RecordField.quoted(repository.owner),
                        RecordField.quoted(expected),
                        RecordField.quoted(typed)));
    }

    /**
     * Parses a repository, even with a name that GitHub does not allow.
     *
     * @return empty if the text names no repository
     */
    static Optional<SourceRepository> parse(String typed) {
        String text = TypedText.trimToNull(typed);
        if (text == null) {
            return Optional.empty();
        }
        Matcher url = URL.matcher(text);
        Matcher scp = SCP.matcher(text);
        Matcher withoutScheme = WITHOUT_SCHEME.matcher(text);
        if (url.matches()) {
            return ofPath(url.group(2), url.group(3));
        }
        if (text.contains("://")) {
            return Optional.empty();
        }
        if (scp.matches()) {
            return ofPath(scp.group(2) == null ? scp.group(3) : scp.group(2), scp.group(4));
        }
        if (withoutScheme.matches()) {
            return ofPath(withoutScheme.group(1), withoutScheme.group(2));
        }
        int slash = text.indexOf('/');
        String owner = slash < 0 ? null : TypedText.trimToNull(text.substring(0, slash));
        return slash >= 0 && owner == null ? Optional.empty() : of(null, owner, text.substring(slash + 1));
    }

    private static Optional<SourceRepository> ofPath(String host, String path) {
        String[] segments = path.replaceAll("^/+|/+$", "").split("/+", -1);
        return segments.length == 2 && !segments[0].isBlank() ? of(host, segments[0], segments[1]) : Optional.empty();
    }

    private static Optional<SourceRepository> of(String host, String owner, String parameterName) {
        String name = parameterName.replaceAll("/+$", "").replaceAll("(?i)\\.git$", "");
        // "." and ".." are special: to Git and GitHub they are the directory itself and its parent
        return name.isEmpty() || name.equals(".") || name.equals("..")
                ? Optional.empty()
                : Optional.of(new SourceRepository(host, owner, name));
    }

    private static boolean hasPassword(String typed) {
        Matcher url = URL.matcher(typed);
        return url.matches() && url.group(1) != null && url.group(1).indexOf(':') >= 0;
    }

    /**
     * Whether the repository is at another server. A host without a dot is an alias from an SSH configuration, so it
     * proves nothing.
     */
    private boolean isElsewhere(ApiUrl server) {
        String expected = server == null ? null : server.webHost().orElse(null);
        return expected != null
                && host != null
                && host.indexOf('.') >= 0
                && !canonicalHost().equals(expected);
    }

    /** Returns the host in lower case, without the prefixes under which GitHub has the same repositories. */
    private String canonicalHost() {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^(?:www|ssh)\\.", "");
    }

    /**
     * Whether the repository certainly belongs to an organization at a server. Unlike in {@link #error}, a missing part
     * does not match, nor does an alias of a host. The host of a stand-in's repositories is not known, so any host
     * matches there.
     */
    boolean isCertainlyOf(String organization, ApiUrl server) {
        return host != null
                && owner != null
                && owner.equalsIgnoreCase(organization)
                && server.webHost().map(canonicalHost()::equals).orElse(true)
                && FIELD.check(name).isEmpty();
    }

    /**
     * Returns the page of the repository, without user, password and query; null if the host or the owner is not known.
     */
    String page() {
        return host == null || owner == null
                ? null
                : "https://" + canonicalHost() + '/' + owner + '/' + name.replaceFirst("[?#].*", "");
    }
}
