/**
 * The history of deployments: all records of a build, and the latest records of a job over its builds. Both histories
 * are files to which JSON lines are appended, so that a crash of the controller loses nothing, and a record costs a
 * single write, even in a long history. The job's history has a limited size and is shortened when it is full.
 *
 * <p>The package does not depend on Jenkins: callers pass the directories. A history contains no secrets.
 */
package io.jenkins.plugins.deploymentrecord.history;
