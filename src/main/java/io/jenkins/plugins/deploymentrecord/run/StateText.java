package io.jenkins.plugins.deploymentrecord.run;

import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How pages and the REST API tell a state. */
@Restricted(NoExternalUse.class)
public record StateText(HistoryEntry.State state) {

    /** The names of the states of a record that was valid, with their texts for a person. */
    public static Map<String, String> all() {
        var states = new LinkedHashMap<String, String>();
        for (HistoryEntry.State state : HistoryEntry.State.values()) {
            if (state != HistoryEntry.State.INVALID) {
                states.putIfAbsent(new StateText(state).name(), new StateText(state).text());
            }
        }
        return states;
    }

    /** For programs: it never changes. */
    String name() {
        return switch (state) {
            case WAITING, WAITING_AGAIN -> "waiting";
            case RECORDED -> "recorded";
            case SUPERSEDED -> "superseded";
            case REFUSED -> "refused";
            case GIVEN_UP -> "givenUp";
            case DISCARDED -> "discarded";
            case INVALID -> "invalid";
        };
    }

    /** For people. */
    public String text() {
        return switch (state) {
            case WAITING -> Messages.DeploymentRecordView_waiting();
            case WAITING_AGAIN -> Messages.DeploymentRecordView_waitingAgain();
            case RECORDED -> Messages.DeploymentRecordView_recorded();
            case SUPERSEDED -> Messages.DeploymentRecordView_superseded();
            case REFUSED -> Messages.DeploymentRecordView_refused();
            case GIVEN_UP -> Messages.DeploymentRecordView_givenUp();
            case DISCARDED -> Messages.DeploymentRecordView_discarded();
            case INVALID -> Messages.DeploymentRecordView_invalid();
        };
    }

    /** The design library's class for a badge. */
    public String badgeClass() {
        return switch (state) {
            case RECORDED -> "jenkins-!-success-color";
            case REFUSED, GIVEN_UP, INVALID -> "jenkins-!-error-color";
            case WAITING, WAITING_AGAIN, DISCARDED -> "jenkins-!-warning-color";
            case SUPERSEDED -> "";
        };
    }
}
