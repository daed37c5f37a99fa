/**
 * Deployment records at GitHub: the record and its rules, the requests that write and read records, and every way in
 * which a request can fail.
 *
 * <p>Independent of Jenkins: the HTTP client, the token and the names come from the caller.
 */
package io.jenkins.plugins.deploymentrecord.github;
