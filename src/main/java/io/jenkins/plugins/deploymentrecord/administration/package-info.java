/** The outbox as an administrator sees it: its page, its monitors, its metrics; and a person's actions on entries. */
package io.jenkins.plugins.deploymentrecord.administration;
