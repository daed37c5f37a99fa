package io.jenkins.plugins.deploymentrecord.form;

import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Prepares a posted form for data binding.
 *
 * <p>A form without tags or runtime risks keeps GitHub's tags and risks. A checked box removes them: it becomes the
 * empty list that a Pipeline specifies to remove them. A blank {@code wait} is removed, as data binding would convert
 * it to {@code false}.
 */
@Restricted(NoExternalUse.class)
public final class PostedForm {

    private static final Map<String, String> LIST_BY_BOX =
            Map.of("clearTags", "tags", "clearRuntimeRisks", "runtimeRisks");

    private static final String WAIT = "wait";

    private PostedForm() {}

    /**
     * Replaces checked boxes by empty lists, and removes a blank {@code wait}.
     *
     * @param posted the posted form; is modified
     * @return {@code posted}
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
