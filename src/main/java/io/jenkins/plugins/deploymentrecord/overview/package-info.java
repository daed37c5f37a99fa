/**
 * Pages about the deployments of all jobs: the present state of each deployment, regardless of the job that recorded
 * it.
 */
package io.jenkins.plugins.deploymentrecord.overview;
