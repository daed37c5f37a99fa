package io.jenkins.plugins.deploymentrecord.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentrecord.github.DeploymentKey;
import io.jenkins.plugins.deploymentrecord.github.DeploymentRecordResponse;
import io.jenkins.plugins.deploymentrecord.github.ReadRecord;
import io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A field that differs between a record of this controller and GitHub's record. */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public final class Difference {

    private final String field;
    private final String here;
    private final String gitHub;

    private Difference(String field, String here, String gitHub) {
        this.field = field;
        this.here = here;
        this.gitHub = gitHub;
    }

    /**
     * Returns the fields that differ. Ignores a digest, tags or risks that GitHub does not return, and tags or risks
     * that the record does not contain, as GitHub may have kept older values. Ignores the status, which GitHub does not
     * return.
     */
    static List<Difference> between(OutboxEntry entry, ReadRecord read) {
        DeploymentKey key = entry.key();
        JsonNode body = entry.parsedBody();
        DeploymentRecordResponse fields = read.fields();
        var differences = new ArrayList<Difference>();
        add(differences, "logicalEnvironment", key.logicalEnvironment(), fields.logicalEnvironment());
        add(differences, "physicalEnvironment", key.physicalEnvironment(), fields.physicalEnvironment());
        add(differences, "cluster", key.cluster(), fields.cluster());
        add(differences, "deploymentName", key.deploymentName(), fields.deploymentName());
        if (fields.digest() != null) {
            add(differences, "digest", body.path("digest").asText(), fields.digest());
        }
        if (body.has("tags")) {
            var tags = new TreeMap<String, String>();
            body.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
            read.tags().ifPresent(atGitHub -> add(differences, "tags", text(tags), text(atGitHub)));
        }
        if (body.has("runtime_risks")) {
            var risks = new TreeSet<String>();
            body.path("runtime_risks").forEach(risk -> risks.add(risk.asText()));
            read.runtimeRisks()
                    .ifPresent(atGitHub -> add(
                            differences,
                            "runtimeRisks",
                            String.join(", ", risks),
                            String.join(", ", new TreeSet<>(atGitHub))));
        }
        return differences;
    }

    private static String text(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + '=' + tag.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static void add(List<Difference> differences, String field, String here, String gitHub) {
        String atGitHub = Objects.requireNonNullElse(gitHub, "");
        if (!here.equals(atGitHub)) {
            differences.add(new Difference(field, here, atGitHub));
        }
    }

    /** Returns the name of the field, as users type it. */
    @Exported
    public String getField() {
        return field;
    }

    /** Returns a value as the page shows it. */
    public String shown(String value) {
        return value.isEmpty() ? "-" : value;
    }

    /** Returns this controller's value; empty if there is none. */
    @Exported
    public String getHere() {
        return here;
    }

    /** Returns GitHub's value; empty if there is none. */
    @Exported
    public String getGitHub() {
        return gitHub;
    }
}
