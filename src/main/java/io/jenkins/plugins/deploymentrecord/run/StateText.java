package io.jenkins.plugins.deploymentrecord.run;

import io.jenkins.plugins.deploymentrecord.history.HistoryEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The name and the text of a state on pages and in the REST API. */
@Restricted(NoExternalUse.class)
public record StateText(HistoryEntry.State state) {

    /** Returns the names of the states of valid records, with their texts. */
    public static Map<String, String> all() {
        var states = new LinkedHashMap<String, String>();
        for (HistoryEntry.State state : HistoryEntry.State.values()) {
            if (state != HistoryEntry.State.INVALID) {
                states.putIfAbsent(new StateText(state).name(), new StateText(state).text());
            }
        }
        return states;
    }

    /** Returns the name for programs, which never changes. */
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

    /** Returns the text for people. */
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

    /** Returns the design library's CSS class for a badge. */
    public String badgeClass() {
        return switch (state) {
            case RECORDED -> "jenkins-!-success-color";
            case REFUSED, GIVEN_UP, INVALID -> "jenkins-!-error-color";
            case WAITING, WAITING_AGAIN, DISCARDED -> "jenkins-!-warning-color";
            case SUPERSEDED -> "";
        };
    }
}
