/** The build step and the post-build action of freestyle and matrix projects: data binding, and waiting in the build. */
package io.jenkins.plugins.deploymentrecord.freestyle;
