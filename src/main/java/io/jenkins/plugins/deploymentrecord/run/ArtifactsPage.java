package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The URL of the page of an organization's artifacts, derived from a record of a history. */
@Restricted(NoExternalUse.class)
public final class ArtifactsPage {

    private ArtifactsPage() {}

    /**
     * Returns the URL of the page.
     *
     * @param apiUrl as read from the history, in which another version of the plugin or a person may have written any
     *     text
     * @return null if the URL is not known
     */
    @CheckForNull
    public static String address(@CheckForNull String apiUrl, @CheckForNull String organization) {
        if (apiUrl == null || organization == null) {
            return null;
        }
        try {
            return ApiUrl.of(apiUrl).artifactsPage(organization).orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
