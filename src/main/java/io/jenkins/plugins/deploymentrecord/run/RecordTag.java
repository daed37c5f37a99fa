package io.jenkins.plugins.deploymentrecord.run;

import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A tag of a record on pages and in the REST API. */
@ExportedBean(defaultVisibility = 4)
@Restricted(NoExternalUse.class)
public final class RecordTag {

    private final String key;
    private final String value;

    RecordTag(Map.Entry<String, String> tag) {
        this.key = tag.getKey();
        this.value = tag.getValue();
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
