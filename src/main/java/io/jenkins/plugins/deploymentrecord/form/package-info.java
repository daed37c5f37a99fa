/**
 * Turns a form as typed into a valid record: applies defaults, expands variables, reads the artifact's digest, and
 * validates the result. The only package that expands variables.
 */
package io.jenkins.plugins.deploymentrecord.form;
