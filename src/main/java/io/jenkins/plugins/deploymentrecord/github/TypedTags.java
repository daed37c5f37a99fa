package io.jenkins.plugins.deploymentrecord.github;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A record's tags as a person typed them, and their rules: a key is given once, and neither it nor its value is long. */
public final class TypedTags {

    /** Of a key or a value, in code points; the limit of GitHub's own client, github/deployment-tracker. */
    private static final int MAX_LENGTH = 100;

    private final List<Map.Entry<String, String>> tags = new ArrayList<>();

    void add(String key, String value) {
        tags.add(Map.entry(trimToEmpty(key), trimToEmpty(value)));
    }

    Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        tags.forEach(tag -> map.put(tag.getKey(), tag.getValue()));
        return map;
    }

    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (tags.size() > DeploymentRecord.MAX_TAGS) {
            faults.add(new Fault("tags", Texts.get("tags.many", tags.size(), DeploymentRecord.MAX_TAGS)));
        }
        var keys = new HashSet<String>();
        for (var tag : tags) {
            fault(tag.getKey(), tag.getValue()).ifPresent(faults::add);
            if (!keys.add(tag.getKey()) && !tag.getKey().isEmpty()) {
                faults.add(new Fault("tags", Texts.get("tags.twice", RecordField.given(tag.getKey()))));
            }
        }
        return faults;
    }

    /** What is wrong with one tag as typed: a key of 1 to 100 and a value of up to 100 characters are right. */
    public static Optional<Fault> fault(String key, String value) {
        if (TypedText.trimToNull(key) == null) {
            return Optional.of(new Fault("tags", Texts.get("tags.key", RecordField.given(value))));
        }
        return RecordField.textProblem(key, MAX_LENGTH)
                .map(problem -> Texts.get("tags.keyProblem", problem))
                .or(() -> RecordField.textProblem(value, MAX_LENGTH)
                        .map(problem -> Texts.get("tags.valueProblem", RecordField.given(key), problem)))
                .map(problem -> new Fault("tags", problem));
    }

    private static String trimToEmpty(String typed) {
        return Objects.requireNonNullElse(TypedText.trimToNull(typed), "");
    }
}
