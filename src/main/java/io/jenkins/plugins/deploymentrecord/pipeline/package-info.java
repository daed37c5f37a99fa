/** The Pipeline step {@code recordDeployment}: binding of its parameters, and an execution that holds no thread. */
package io.jenkins.plugins.deploymentrecord.pipeline;
