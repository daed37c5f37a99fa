package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;

/** Reads records that were stored as the bodies of their requests. */
public final class RecordReader {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private RecordReader() {}

    /**
     * Reads one record.
     *
     * @param organization as it was typed
     * @throws IllegalArgumentException if the body is not that of a valid record
     */
    public static DeploymentRecord read(String organization, String body) {
        try {
            JsonNode fields = JSON.readTree(body);
            DeploymentRecord.Builder builder = DeploymentRecord.builder()
                    .set(RecordField.ORGANIZATION, organization)
                    .digest(fields.path("digest").textValue())
                    .status(fields.path("status").textValue());
            for (RecordField field : RecordField.values()) {
                if (field != RecordField.ORGANIZATION) {
                    builder.set(field, field.textIn(fields));
                }
            }
            if (fields.has("tags")) {
                builder.replaceTags();
                fields.get("tags")
                        .properties()
                        .forEach(tag -> builder.tag(tag.getKey(), tag.getValue().textValue()));
            }
            if (fields.has("runtime_risks")) {
                var risks = new ArrayList<String>();
                fields.get("runtime_risks").forEach(risk -> risks.add(risk.textValue()));
                builder.runtimeRisks(risks);
            }
            return builder.build();
        } catch (JsonProcessingException | InvalidDeploymentException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
