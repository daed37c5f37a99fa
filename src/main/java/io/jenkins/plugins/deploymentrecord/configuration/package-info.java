/** What an administrator sets: the GitHub servers that may be called, and the defaults of a record. */
package io.jenkins.plugins.deploymentrecord.configuration;
