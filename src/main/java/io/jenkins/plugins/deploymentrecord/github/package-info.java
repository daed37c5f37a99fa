/**
 * What GitHub keeps of a deployment, and how it is told: the record and its rules, one POST, and every way in which
 * it can fail.
 *
 * <p>Knows nothing of Jenkins: the HTTP client, the token and the names come from outside.
 */
package io.jenkins.plugins.deploymentrecord.github;
