package io.jenkins.plugins.deploymentrecord.delivery;

import java.time.Duration;
import java.util.List;

/** A step of a build in the simulation, and what became of it. */
final class SimulatedRecord {

    /** How a step ended. */
    enum End {
        PENDING,
        RECORDED,
        SUPERSEDED,
        FAILED,
        CANCELLED,
        /** With its build, at a restart. */
        LOST
    }

    final int number;
    final DeploymentKey key;
    final String paceKey;
    final String job;
    final Duration budget;
    /** GitHub does not accept it. */
    final boolean refused;
    /** All of the deployment, this one among them. */
    final List<SimulatedRecord> siblings;

    long askedAt;
    End end = End.PENDING;
    Delivery delivery;
    /** Which controller has the delivery. */
    int controller;

    Duration submittedAt;
    int tries;
    /** On the wire it was, and nobody heard that it was not taken. */
    boolean mayBeThere;

    boolean taken;
    boolean wasRecorded;

    SimulatedRecord(
            int number,
            DeploymentKey key,
            String paceKey,
            String job,
            Duration budget,
            boolean refused,
            List<SimulatedRecord> siblings) {
        this.number = number;
        this.key = key;
        this.paceKey = paceKey;
        this.job = job;
        this.budget = budget;
        this.refused = refused;
        this.siblings = siblings;
    }

    boolean isPending() {
        return end == End.PENDING && askedAt != 0;
    }

    @Override
    public String toString() {
        return number + " of " + key.deploymentName() + " (asked at " + askedAt + ", " + end + ", " + tries + " tries)";
    }
}
