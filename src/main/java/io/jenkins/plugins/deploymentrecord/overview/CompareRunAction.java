package io.jenkins.plugins.deploymentrecord.overview;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.deploymentrecord.outbox.KeyRecord;
import io.jenkins.plugins.deploymentrecord.outbox.KeyState;
import io.jenkins.plugins.deploymentrecord.run.BuildRecordAction;
import io.jenkins.plugins.deploymentrecord.service.BuildEntries;
import io.jenkins.plugins.deploymentrecord.service.OutboxService;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** Compares a record of a build with GitHub, for users who may build the job. */
@Restricted(NoExternalUse.class)
public final class CompareRunAction extends BuildRecordAction {

    CompareRunAction(Run<?, ?> run) {
        super(run, Item.BUILD);
    }

    @Override
    public Object getTarget() {
        checkPermission();
        return new ComparisonPage(
                getRun(), "build " + getRun().getExternalizableId(), "../deployment-records/", this::record);
    }

    /**
     * Returns the record from the index, which knows the credential of a record, but only the newest records of a key.
     */
    private List<KeyRecord> record(StaplerRequest2 request) throws IOException, Comparison.NotComparableException {
        var entries = new BuildEntries(getRun(), Util.fixNull(request.getParameter("key")));
        List<KeyRecord> found = OutboxService.keys(key -> true).states().stream()
                .flatMap(CompareRunAction::records)
                .filter(record -> entries.test(record.entry()))
                .toList();
        if (found.isEmpty()) {
            throw new Comparison.NotComparableException(Messages.CompareRunAction_replaced());
        }
        return found;
    }

    private static Stream<KeyRecord> records(KeyState state) {
        return Stream.of(state.newest(), state.confirmed())
                .filter(Objects::nonNull)
                .distinct();
    }

    @Override
    public String getDisplayName() {
        return Messages.ComparisonPage_displayName();
    }

    /** The record's page links to this URL. */
    @Override
    public String getUrlName() {
        return "compare-deployment-record";
    }

    @Extension
    public static final class OfEveryBuild extends Factory {

        public OfEveryBuild() {
            super(CompareRunAction.class, CompareRunAction::new);
        }
    }
}
