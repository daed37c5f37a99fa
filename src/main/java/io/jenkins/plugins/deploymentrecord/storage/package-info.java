/**
 * Files of JSON lines: append, force, replay, rewrite; and the lock that decides which process may write them.
 *
 * <p>{@link io.jenkins.plugins.deploymentrecord.storage.LineWriter} owns the writer thread and creates
 * {@link io.jenkins.plugins.deploymentrecord.storage.JsonLineFile}s. The package depends neither on Jenkins nor on
 * other packages of the plugin.
 */
package io.jenkins.plugins.deploymentrecord.storage;
