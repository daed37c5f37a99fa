/**
 * Turns the contents of a cluster, or a typed list of deployments, into the records to be submitted: their names, their
 * rules, and what has changed since the last records. No Jenkins.
 */
package io.jenkins.plugins.deploymentrecord.cluster;
