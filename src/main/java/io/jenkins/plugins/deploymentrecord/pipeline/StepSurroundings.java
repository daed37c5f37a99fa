package io.jenkins.plugins.deploymentrecord.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.deploymentrecord.form.BuildVariables;
import io.jenkins.plugins.deploymentrecord.form.DeliveryForm;
import io.jenkins.plugins.deploymentrecord.form.Workspace;
import io.jenkins.plugins.deploymentrecord.github.ConsoleMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context that the enclosing blocks of a step set: variables, secrets, log filters. */
record StepSurroundings(StepContext context) {

    /**
     * Returns the variables that a form needs, and the names of the secret variables.
     *
     * @throws IOException if the agent that has the variables is disconnected
     */
    BuildVariables variables(DeliveryForm<?> typed) throws IOException, InterruptedException {
        var expander = context.get(EnvironmentExpander.class);
        Set<String> secretNames = expander == null ? Set.of() : expander.getSensitiveVariables();
        EnvVars values = secretNames.isEmpty() && !BuildVariables.areMentionedIn(typed)
                ? new EnvVars()
                : context.get(EnvVars.class);
        return new BuildVariables(values, secretNames, logFilters(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the step's directory, with the workspace of the nearest enclosing {@code node} or {@code ws} if the
     * workspace contains the directory; null outside of such a block.
     *
     * @throws IOException if the agent is disconnected
     */
    @CheckForNull
    Workspace workspace() throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        return directory == null ? null : new Workspace(directory, root(directory));
    }

    /** Returns the root of the workspace. Does not use the variable WORKSPACE, which a script may set. */
    @CheckForNull
    private String root(FilePath directory) throws IOException, InterruptedException {
        FlowNode step = context.get(FlowNode.class);
        Computer computer = directory.toComputer();
        for (BlockStartNode block : step.iterateEnclosingBlocks()) {
            WorkspaceAction workspace = block.getAction(WorkspaceAction.class);
            if (workspace != null) {
                return computer != null && computer.getName().equals(workspace.getNode()) ? workspace.getPath() : null;
            }
        }
        return null;
    }

    /**
     * Returns the log filters of the step's own log: the filters of the enclosing blocks, and the filters that plugins
     * apply to each build.
     */
    private ConsoleMask.Filters logFilters() throws IOException, InterruptedException {
        FlowExecutionOwner owner = context.get(FlowExecution.class).getOwner();
        TaskListenerDecorator ofBlocks = TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)),
                context.get(TaskListenerDecorator.class));
        return log -> TaskListenerDecorator.apply(new StreamTaskListener(log, StandardCharsets.UTF_8), owner, ofBlocks)
                .getLogger();
    }
}
