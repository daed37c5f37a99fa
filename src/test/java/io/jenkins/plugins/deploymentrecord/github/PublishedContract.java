package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** GitHub's contract for the body of a request, checked by an independent validator. */
final class PublishedContract {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ContractCheck.schemaResource());

    private static final Schema CLUSTER_SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ContractCheck.clusterSchemaResource());

    private PublishedContract() {}

    static List<Error> clusterViolations(JsonNode body) {
        return CLUSTER_SCHEMA.validate(body);
    }

    static List<Error> violations(JsonNode body) {
        return SCHEMA.validate(body);
    }
}
