/** What a build and a job show of the deployments that they recorded: pages, and the same as JSON. */
package io.jenkins.plugins.deploymentrecord.run;
