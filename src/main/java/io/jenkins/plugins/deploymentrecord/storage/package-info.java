/**
 * Files of JSON lines: append, force, replay, rewrite; and the lock that decides which process may write them.
 *
 * <p>{@link io.jenkins.plugins.deploymentrecord.storage.LineWriter} owns the thread that writes, and gives out
 * {@link io.jenkins.plugins.deploymentrecord.storage.JsonLineFile}s. Knows nothing of Jenkins, and nothing else of the
 * plugin.
 */
package io.jenkins.plugins.deploymentrecord.storage;
