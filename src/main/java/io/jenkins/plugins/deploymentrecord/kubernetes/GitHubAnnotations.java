package io.jenkins.plugins.deploymentrecord.kubernetes;

import io.jenkins.plugins.deploymentrecord.github.DeploymentRecord;
import io.jenkins.plugins.deploymentrecord.github.RecordField;
import io.jenkins.plugins.deploymentrecord.github.RuntimeRisk;
import io.jenkins.plugins.deploymentrecord.github.TypedTags;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tags and runtime risks from the annotations {@code metadata.github.com/…} of a pod and its owners, by the rules of <a
 * href="https://github.com/github/deployment-tracker#runtime-risks-and-custom-tags">github/deployment-tracker</a>: the
 * pod's value of a tag takes precedence, risks accumulate, and values that a record cannot hold are left out.
 */
record GitHubAnnotations(Map<String, String> tags, Set<RuntimeRisk> runtimeRisks) {

    private static final String RISKS = "runtime-risks";

    /**
     * @param levels the annotations of the pod and then of its owners, by their names without GitHub's prefix
     * @param subject the container, for the notices
     * @param notices receives a sentence for each value that is left out
     */
    static GitHubAnnotations of(List<Map<String, String>> levels, String subject, Set<String> notices) {
        var tags = new TreeMap<String, String>();
        var risks = EnumSet.noneOf(RuntimeRisk.class);
        for (Map<String, String> level : levels) {
            new TreeMap<>(level).forEach((key, value) -> {
                if (key.equals(RISKS)) {
                    addRisks(value, risks, subject, notices);
                } else {
                    addTag(key, value, tags, subject, notices);
                }
            });
        }
        // Jenkins refuses to deserialize an EnumSet from an agent
        return new GitHubAnnotations(tags, new LinkedHashSet<>(risks));
    }

    private static void addRisks(String names, Set<RuntimeRisk> risks, String subject, Set<String> notices) {
        for (String typed : names.split(",")) {
            String name = TypedText.trimToNull(typed);
            if (name != null) {
                RuntimeRisk.parse(name.toLowerCase(Locale.ROOT))
                        .ifPresentOrElse(
                                risks::add,
                                () -> notices.add(Texts.get("notice.risk", subject, RecordField.quoted(name))));
            }
        }
    }

    private static void addTag(
            String key, String value, Map<String, String> tags, String subject, Set<String> notices) {
        if (tags.containsKey(key)) {
            return;
        }
        var error = TypedTags.error(key, value);
        if (error.isPresent()) {
            notices.add(Texts.get("notice.tag", subject, error.get().problem()));
        } else if (tags.size() == DeploymentRecord.MAX_TAGS) {
            notices.add(Texts.get("notice.tags", subject, DeploymentRecord.MAX_TAGS, RecordField.quoted(key)));
        } else {
            tags.put(key, value);
        }
    }
}
