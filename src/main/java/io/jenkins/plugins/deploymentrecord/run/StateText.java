package io.jenkins.plugins.deploymentrecord.run;

import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;

/** How pages and the REST API tell a state. */
record StateText(HistoryEntry.State state) {

    /** For programs: it never changes. */
    String name() {
        return switch (state) {
            case WAITING -> "waiting";
            case RECORDED -> "recorded";
            case SUPERSEDED -> "superseded";
            case REFUSED -> "refused";
            case GIVEN_UP -> "givenUp";
            case DISCARDED -> "discarded";
            case INVALID -> "invalid";
        };
    }

    /** For people. */
    String text() {
        return switch (state) {
            case WAITING -> Messages.DeploymentRecordView_waiting();
            case RECORDED -> Messages.DeploymentRecordView_recorded();
            case SUPERSEDED -> Messages.DeploymentRecordView_superseded();
            case REFUSED -> Messages.DeploymentRecordView_refused();
            case GIVEN_UP -> Messages.DeploymentRecordView_givenUp();
            case DISCARDED -> Messages.DeploymentRecordView_discarded();
            case INVALID -> Messages.DeploymentRecordView_invalid();
        };
    }

    /** The design library's class for a badge. */
    String badgeClass() {
        return switch (state) {
            case RECORDED -> "jenkins-!-success-color";
            case REFUSED, GIVEN_UP, INVALID -> "jenkins-!-error-color";
            case WAITING, DISCARDED -> "jenkins-!-warning-color";
            case SUPERSEDED -> "";
        };
    }
}
