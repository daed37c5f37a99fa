package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether the artifact runs in the environment. */
public enum DeploymentStatus {
    DEPLOYED,
    DECOMMISSIONED;

    /** The name that GitHub uses and that people type. */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeploymentStatus> parse(String typed) {
        return Arrays.stream(values()).filter(s -> s.jsonName().equals(typed)).findFirst();
    }
}
