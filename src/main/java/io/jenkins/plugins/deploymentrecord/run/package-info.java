/** The pages and the REST API of the deployments that a build or a job recorded. */
package io.jenkins.plugins.deploymentrecord.run;
