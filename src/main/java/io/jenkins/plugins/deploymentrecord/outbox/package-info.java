/**
 * The durable queue of records: an entry in the journal is delivered to GitHub, whatever happens to the build, to
 * Jenkins or to GitHub.
 *
 * <p>{@link io.jenkins.plugins.deploymentrecord.outbox.Outbox} is the way in. A caller draws a sequence number, submits an
 * {@link io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry} and attaches to it. From there on the entry is the
 * outbox's: the newest entry of a key is sent first, at the rate and in the numbers that GitHub allows, and again after a
 * failure that may pass. One thread owns the state; callers post to it.
 *
 * <p>Knows nothing of Jenkins: tokens, requests, histories and configuration come through
 * {@link io.jenkins.plugins.deploymentrecord.outbox.TokenLookup},
 * {@link io.jenkins.plugins.deploymentrecord.outbox.RequestSender} and
 * {@link io.jenkins.plugins.deploymentrecord.outbox.OutboxListener}.
 */
package io.jenkins.plugins.deploymentrecord.outbox;
