/**
 * Joins the outbox to Jenkins: resolves a form, submits its record, attaches builds, looks tokens up, and keeps results in
 * the histories.
 */
package io.jenkins.plugins.deploymentrecord.service;
