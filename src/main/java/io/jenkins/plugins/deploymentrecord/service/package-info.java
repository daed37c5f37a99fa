/**
 * Connects the outbox to Jenkins: resolves forms, submits their records, attaches builds, looks up tokens, and saves
 * results in the histories.
 */
package io.jenkins.plugins.deploymentrecord.service;
