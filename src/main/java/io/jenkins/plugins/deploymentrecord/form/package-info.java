/**
 * The one way from what a person wrote to a record at GitHub: defaults, variables, the artifact's digest, the credential;
 * then the call, its log lines and its result. The only place that looks up credentials and expands variables.
 */
package io.jenkins.plugins.deploymentrecord.form;
