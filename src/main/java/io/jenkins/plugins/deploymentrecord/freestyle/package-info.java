/** The build steps and post-build actions of freestyle and matrix projects: data binding, and waiting in the build. */
package io.jenkins.plugins.deploymentrecord.freestyle;
