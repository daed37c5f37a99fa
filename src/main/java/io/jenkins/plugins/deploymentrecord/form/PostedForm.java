package io.jenkins.plugins.deploymentrecord.form;

import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A form as a page posts it, made ready for data binding.
 *
 * <p>A form that lists no tags or runtime risks leaves GitHub's as they are; a checked box that removes them becomes the
 * empty list that a Pipeline writes to remove them. A blank choice of {@code wait} is none, while data binding would make
 * {@code false} of it.
 */
@Restricted(NoExternalUse.class)
public final class PostedForm {

    private static final Map<String, String> LIST_BY_BOX =
            Map.of("clearTags", "tags", "clearRuntimeRisks", "runtimeRisks");

    private static final String WAIT = "wait";

    private PostedForm() {}

    /**
     * Replaces the boxes by empty lists, and removes a blank choice.
     *
     * @param posted the form as it was posted; is changed
     * @return the same object
     */
    public static JSONObject normalize(JSONObject posted) {
        LIST_BY_BOX.forEach((box, list) -> {
            if (posted.optBoolean(box) && !posted.has(list)) {
                posted.put(list, new JSONArray());
            }
            posted.remove(box);
        });
        if (posted.optString(WAIT).isBlank()) {
            posted.remove(WAIT);
        }
        return posted;
    }
}
