package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A condition that makes an alert in this deployment worse. */
public enum RuntimeRisk {
    CRITICAL_RESOURCE,
    INTERNET_EXPOSED,
    LATERAL_MOVEMENT,
    SENSITIVE_DATA;

    /** The name that GitHub uses and that people type. */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RuntimeRisk> parse(String typed) {
        return Arrays.stream(values()).filter(r -> r.jsonName().equals(typed)).findFirst();
    }
}
