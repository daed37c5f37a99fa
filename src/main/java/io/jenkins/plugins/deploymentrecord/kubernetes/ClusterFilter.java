package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Selects pods and containers of a list.
 *
 * @param namespaces names, in which {@code *} matches any characters; empty for all namespaces
 * @param excludedNamespaces names with the same syntax; they take precedence over namespaces
 * @param selector selects pods by their labels
 * @param initContainers whether init containers are included; sidecars, which run as long as the pod, are always
 *     included
 */
public record ClusterFilter(
        List<String> namespaces, List<String> excludedNamespaces, LabelSelector selector, boolean initContainers)
        implements Serializable {

    /** Selects all pods and containers. */
    public static final ClusterFilter EVERYTHING =
            new ClusterFilter(List.of(), List.of(), LabelSelector.EVERYTHING, true);

    public boolean coversNamespace(String namespace) {
        return (namespaces.isEmpty() || isAny(namespaces, namespace)) && !isAny(excludedNamespaces, namespace);
    }

    private static boolean isAny(List<String> patterns, String namespace) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, namespace));
    }

    private static boolean matches(String pattern, String namespace) {
        return namespace.matches(Arrays.stream(pattern.strip().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
