/** The outbox as an administrator sees it: its page, its monitors, its metrics; and what a person can do with an entry. */
package io.jenkins.plugins.deploymentrecord.administration;
