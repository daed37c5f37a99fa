package io.jenkins.plugins.deploymentrecord.github;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The repository that a build checked out, for a form that has {@link #SCM} as its repository: the only checkout whose
 * host is the server's and whose owner is the organization. It is an error if there is no such checkout, or several.
 */
public final class CheckedOutRepository {

    /** Case-sensitive. A repository of this name must be written with its owner. */
    public static final String SCM = "SCM";

    private static final String FIELD = RecordField.GITHUB_REPOSITORY.parameterName();
    private static final int MAX_LISTED = 10;

    private final List<SourceRepository> matching;
    /** Null if exactly one repository matches, or if the organization is not known. */
    private final String problem;

    private CheckedOutRepository(List<SourceRepository> matching, String problem) {
        this.matching = matching;
        this.problem = problem;
    }

    /** Whether a typed repository means the repository of the checkout. */
    public static boolean isRequestedBy(String typed) {
        return SCM.equals(TypedText.trimToNull(typed));
    }

    /**
     * Finds the repository.
     *
     * @param remotes the URLs that the build checked out, as Git stores them
     * @param organization null if it is not known: that is reported elsewhere, so this method finds no repository and
     *     no error
     */
    public static CheckedOutRepository of(Collection<String> remotes, String organization, ApiUrl server) {
        String owner = TypedText.trimToNull(organization);
        if (owner == null) {
            return new CheckedOutRepository(List.of(), null);
        }
        var byName = new TreeMap<String, SourceRepository>();
        remotes.stream()
                .sorted()
                .flatMap(remote -> SourceRepository.parse(remote).stream())
                .filter(repository -> repository.isCertainlyOf(owner, server))
                .forEach(repository -> byName.putIfAbsent(repository.name().toLowerCase(Locale.ROOT), repository));
        List<SourceRepository> matching = List.copyOf(byName.values());
        return new CheckedOutRepository(matching, problem(matching, remotes, owner, server));
    }

    private static String problem(
            List<SourceRepository> matching, Collection<String> remotes, String organization, ApiUrl server) {
        if (matching.size() == 1) {
            return null;
        }
        if (matching.size() > 1) {
            return Texts.get("checkout.several", list(matching.stream().map(SourceRepository::page)));
        }
        return remotes.isEmpty()
                ? Texts.get("checkout.nothing")
                : Texts.get(
                        "checkout.others",
                        RecordField.quoted(organization),
                        server.webHost().orElse(server.hostAndPort()),
                        list(remotes.stream().map(CheckedOutRepository::shown)));
    }

    private static String list(Stream<String> repositories) {
        List<String> all =
                repositories.distinct().sorted(Comparator.naturalOrder()).toList();
        String first = all.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return all.size() <= MAX_LISTED ? first : Texts.get("checkout.more", first, all.size() - MAX_LISTED);
    }

    /** Returns a remote's URL for a person: one line, without user, password, query and token. */
    private static String shown(String remote) {
        String page = SourceRepository.parse(remote).map(SourceRepository::page).orElse(null);
        String text =
                page == null ? remote.replaceFirst("^(?:([^/@]*://)|).*@", "$1").replaceFirst("[?#].*", "") : page;
        return GitHubToken.mayBeIn(text) ? Texts.get("value.token") : Texts.quote(text);
    }

    /** Returns the name in GitHub's format; empty unless exactly one repository was found. */
    public Optional<String> name() {
        return only().map(SourceRepository::name);
    }

    /** Returns the error if no single repository was found; it lists the checkouts, without users and passwords. */
    public Optional<FieldError> error() {
        return Optional.ofNullable(problem).map(text -> new FieldError(FIELD, text));
    }

    /** Returns a line for the build's log that names the repository and its checkout. */
    public Optional<String> notice() {
        return only().map(repository -> Texts.get("checkout.found", FIELD, repository.name(), repository.page()));
    }

    private Optional<SourceRepository> only() {
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }
}
