/** The Pipeline steps: binding of their parameters, and executions that hold no thread while they wait. */
package io.jenkins.plugins.deploymentrecord.pipeline;
