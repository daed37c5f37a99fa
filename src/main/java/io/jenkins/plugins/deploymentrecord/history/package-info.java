/**
 * What is remembered of deployments: all that a build recorded, and what a job recorded over its builds. Kept as lines
 * of JSON that are appended, so that a build that goes on and a controller that dies lose nothing, and that a record
 * costs one write, however many there are; a job's, which is bounded, is rewritten when it is full.
 *
 * <p>Knows nothing of Jenkins: the directories come from outside. Has no secret.
 */
package io.jenkins.plugins.deploymentrecord.history;
