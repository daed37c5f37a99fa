package io.jenkins.plugins.deploymentrecord.github;

import java.util.List;
import java.util.stream.Collectors;

/** What was typed cannot become a record. Raised before anything is sent; its message names every fault. */
public final class InvalidDeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Not stored, as a build's files shall hold no records: the message says it all. */
    private final transient List<Fault> faults;

    /** @param faults at least one */
    public InvalidDeploymentException(List<Fault> faults) {
        super(Texts.get(
                faults.size() == 1 ? "invalid.one" : "invalid.many",
                faults.size(),
                faults.stream().map(Fault::toString).collect(Collectors.joining("\n  - ", "\n  - ", ""))));
        this.faults = List.copyOf(faults);
    }

    /** Every fault; empty where the exception was stored and read back. */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }
}
