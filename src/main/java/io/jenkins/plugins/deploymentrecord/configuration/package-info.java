/** The settings of administrators: the GitHub servers that may be called, and the defaults of records. */
package io.jenkins.plugins.deploymentrecord.configuration;
