package io.jenkins.plugins.deploymentrecord.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentrecord.github.TypedText;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The environments and the cluster, as typed. Blank values are null. */
@Restricted(NoExternalUse.class)
public abstract class DeploymentEnvironment implements Serializable {

    private static final long serialVersionUID = 1L;

    private String logicalEnvironment;
    private String physicalEnvironment;
    private String cluster;

    @CheckForNull
    public String getLogicalEnvironment() {
        return logicalEnvironment;
    }

    @DataBoundSetter
    public void setLogicalEnvironment(String logicalEnvironment) {
        this.logicalEnvironment = TypedText.trimToNull(logicalEnvironment);
    }

    @CheckForNull
    public String getPhysicalEnvironment() {
        return physicalEnvironment;
    }

    @DataBoundSetter
    public void setPhysicalEnvironment(String physicalEnvironment) {
        this.physicalEnvironment = TypedText.trimToNull(physicalEnvironment);
    }

    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = TypedText.trimToNull(cluster);
    }
}
