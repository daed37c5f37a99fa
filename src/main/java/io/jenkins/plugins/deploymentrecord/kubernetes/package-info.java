/**
 * Reads kubectl's lists, and finds the containers of a cluster and the images that they run. Independent of Jenkins.
 */
package io.jenkins.plugins.deploymentrecord.kubernetes;
