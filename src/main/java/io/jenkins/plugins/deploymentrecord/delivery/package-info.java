/**
 * When a record goes to GitHub, and how often: the order of the records of one deployment, the pace, GitHub's limits
 * and the tries, for all of a controller at once. While a record waits it holds no thread.
 *
 * <p>{@link io.jenkins.plugins.deploymentrecord.delivery.Deliveries} is the way in. Knows nothing of Jenkins: clock,
 * timers, chance and what outlives a restart come from outside.
 */
package io.jenkins.plugins.deploymentrecord.delivery;
