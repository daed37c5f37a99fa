package io.jenkins.plugins.deploymentrecord.run;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One of a record's tags, as pages and the REST API show it. */
@ExportedBean(defaultVisibility = 4)
@Restricted(NoExternalUse.class)
public final class RecordTag {

    private final String key;
    private final String value;

    RecordTag(String key, String value) {
        this.key = key;
        this.value = value;
    }

    @Exported
    public String getKey() {
        return key;
    }

    @Exported
    public String getValue() {
        return value;
    }
}
