package io.jenkins.plugins.deploymentrecord.form;

import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The form's boxes that remove the tags or runtime risks that GitHub has. A form that lists none leaves GitHub's as they
 * are; a checked box becomes the empty list that a Pipeline writes to remove them.
 */
@Restricted(NoExternalUse.class)
public final class ClearBoxes {

    private static final Map<String, String> LIST_BY_BOX =
            Map.of("clearTags", "tags", "clearRuntimeRisks", "runtimeRisks");

    private ClearBoxes() {}

    /**
     * Replaces the boxes by empty lists.
     *
     * @param posted the form as it was posted; is changed
     * @return the same object
     */
    public static JSONObject asEmptyLists(JSONObject posted) {
        LIST_BY_BOX.forEach((box, list) -> {
            if (posted.optBoolean(box) && !posted.has(list)) {
                posted.put(list, new JSONArray());
            }
            posted.remove(box);
        });
        return posted;
    }
}
