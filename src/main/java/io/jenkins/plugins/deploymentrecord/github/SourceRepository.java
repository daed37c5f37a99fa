package io.jenkins.plugins.deploymentrecord.github;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The repository that an artifact was built from, as people write it: its name, {@code owner/name}, or its URL in any form
 * that Git takes, {@code env.GIT_URL} for example. GitHub wants the name alone.
 *
 * @param host null if none was given
 * @param owner null if none was given
 * @param name without {@code .git} at its end
 */
public record SourceRepository(String host, String owner, String name) {

    private static final RecordField FIELD = RecordField.GITHUB_REPOSITORY;

    /** The first group is the user, perhaps with a password. */
    private static final Pattern URL =
            Pattern.compile("(?i)(?:https?|ssh|git|git\\+ssh|git\\+https)://(?:([^/@]*)@)?([^/:@]+)(?::\\d*)?/(.*)");

    /** {@code git@github.com:owner/name}; without a user only if the host has a dot. */
    private static final Pattern SCP = Pattern.compile("(?:([^/@:\\s]+)@([^/:@\\s]+)|([^/:@\\s]+\\.[^/:@\\s]+)):(.*)");

    /** No owner's name has a dot. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile("([^/:@\\s]+\\.[^/:@\\s]+)/(.+)");

    /** The name that GitHub wants, as far as it can be told; the text itself if it names no repository. */
    static String nameIn(String typed) {
        return parse(typed).map(SourceRepository::name).orElse(typed);
    }

    /**
     * What is wrong with a repository as typed.
     *
     * @param typed may be null or blank, as the field is optional
     * @param organization the record's; null or blank if it is not known, so that any owner is right
     * @param server null if it is not known, so that any host is right
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
        if (GitHubToken.looksLikeOne(typed)) {
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

    /** @return empty if it names no repository; a name that GitHub does not allow is one all the same */
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
        // of these two Git and GitHub make the directory itself, and its parent
        return name.isEmpty() || name.equals(".") || name.equals("..")
                ? Optional.empty()
                : Optional.of(new SourceRepository(host, owner, name));
    }

    private static boolean hasPassword(String typed) {
        Matcher url = URL.matcher(typed);
        return url.matches() && url.group(1) != null && url.group(1).indexOf(':') >= 0;
    }

    /** A host without a dot is an alias of whoever configured SSH, and says nothing. */
    private boolean isElsewhere(ApiUrl server) {
        String expected = server == null ? null : server.webHost().orElse(null);
        return expected != null
                && host != null
                && host.indexOf('.') >= 0
                && !canonicalHost().equals(expected);
    }

    /** In lower case, without the prefixes under which GitHub has the same repositories. */
    private String canonicalHost() {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^(?:www|ssh)\\.", "");
    }

    /**
     * Whether it is certainly a repository of an organization at a server: unlike {@link #error}, nothing that is left out
     * is right, nor is an alias of a host. A stand-in's host of repositories is not known, so that any host is right there.
     */
    boolean isCertainlyOf(String organization, ApiUrl server) {
        return host != null
                && owner != null
                && owner.equalsIgnoreCase(organization)
                && server.webHost().map(canonicalHost()::equals).orElse(true)
                && FIELD.check(name).isEmpty();
    }

    /** Its page; null if its host or its owner is not known. Has no user, password or query. */
    String page() {
        return host == null || owner == null
                ? null
                : "https://" + canonicalHost() + '/' + owner + '/' + name.replaceFirst("[?#].*", "");
    }
}
