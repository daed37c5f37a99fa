/** Pages over all jobs: the present state of each deployment, whichever job recorded it. */
package io.jenkins.plugins.deploymentrecord.overview;
