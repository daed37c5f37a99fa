package io.jenkins.plugins.deploymentrecord.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.ApiUrl;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of an organization's artifacts, as far as a kept record tells its address. */
@Restricted(NoExternalUse.class)
public final class ArtifactsPage {

    private ArtifactsPage() {}

    /**
     * The page's address.
     *
     * @param apiUrl as it was kept: another version or a person may have written anything
     * @return null if the address is not known
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
