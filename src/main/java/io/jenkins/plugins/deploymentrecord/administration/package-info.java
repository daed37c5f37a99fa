/** The page, the monitors and the metrics of the outbox, and the actions of users on its entries. */
package io.jenkins.plugins.deploymentrecord.administration;
