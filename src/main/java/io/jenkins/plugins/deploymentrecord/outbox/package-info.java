/**
 * The durable queue of records: an entry in the journal is delivered to GitHub even if its build is deleted, Jenkins is
 * killed or GitHub is down.
 *
 * <p>{@link io.jenkins.plugins.deploymentrecord.outbox.Outbox} is the entry point. A caller draws a sequence number,
 * submits an {@link io.jenkins.plugins.deploymentrecord.outbox.OutboxEntry} and attaches to it. The outbox sends the
 * newest entry of a key first, within GitHub's limits, and retries after temporary failures. A single thread owns the
 * state; callers post tasks to it.
 *
 * <p>The package does not depend on Jenkins: tokens, requests, histories and configuration are provided by
 * {@link io.jenkins.plugins.deploymentrecord.outbox.TokenLookup},
 * {@link io.jenkins.plugins.deploymentrecord.outbox.RequestSender} and
 * {@link io.jenkins.plugins.deploymentrecord.outbox.OutboxListener}.
 */
package io.jenkins.plugins.deploymentrecord.outbox;
