package io.jenkins.plugins.deploymentrecord.kubernetes;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which pods and containers of a list are taken.
 *
 * @param namespaces names, in which {@code *} stands for any characters; empty for all namespaces
 * @param excludedNamespaces the same; they win over namespaces
 * @param selector of the pods' labels
 * @param initContainers whether init containers are taken; those that run as long as the pod always are
 */
public record ClusterFilter(
        List<String> namespaces, List<String> excludedNamespaces, LabelSelector selector, boolean initContainers)
        implements Serializable {

    /** Takes everything. */
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
