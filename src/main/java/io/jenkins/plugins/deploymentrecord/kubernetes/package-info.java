/** Reads the lists that kubectl prints, and finds which containers of a cluster run with which images. No Jenkins. */
package io.jenkins.plugins.deploymentrecord.kubernetes;
