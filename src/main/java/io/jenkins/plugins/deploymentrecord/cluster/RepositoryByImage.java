package io.jenkins.plugins.deploymentrecord.cluster;

import io.jenkins.plugins.deploymentrecord.github.FieldError;
import java.util.List;
import java.util.Map;

/**
 * The GitHub repository from which an artifact was built, by the artifact's name. A deployment's own repository wins over
 * it. The name itself wins over a key that ends in {@code /*}, which stands for all names that begin like it; the longest
 * such key wins; the key {@code *} stands for all names.
 *
 * @param repositories name of an image without tag, or such a key, to a repository as typed
 */
public record RepositoryByImage(Map<String, String> repositories) {

    /** Names no repository. */
    public static final RepositoryByImage NONE = new RepositoryByImage(Map.of());

    /** One repository for all artifacts. */
    public static RepositoryByImage forAll(String repository) {
        return repository == null ? NONE : new RepositoryByImage(Map.of("*", repository));
    }

    /** The repository as typed; null if there is none for the name, which may be null. */
    public String of(String name) {
        throw new UnsupportedOperationException();
    }

    /** Everything that is wrong with the keys and the repositories. */
    List<FieldError> errors(ClusterTarget target) {
        throw new UnsupportedOperationException();
    }
}
