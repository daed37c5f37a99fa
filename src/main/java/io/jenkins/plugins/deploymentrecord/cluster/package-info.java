/**
 * Converts the contents of a cluster, or a typed list of deployments, into the records to submit: their names, their
 * rules, and the changes since the previous records. Independent of Jenkins.
 */
package io.jenkins.plugins.deploymentrecord.cluster;
