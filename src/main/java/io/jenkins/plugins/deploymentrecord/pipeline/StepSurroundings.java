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

/** The context that the blocks around a step set: variables, secrets, filters of the log. */
record StepSurroundings(StepContext context) {

    /**
     * The variables that a form needs, and what of them is secret.
     *
     * @throws IOException if the agent that knows the variables is away
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
     * The step's directory, and the workspace of the nearest {@code node} or {@code ws} around it if the directory is
     * in it;
     * null outside of these.
     *
     * @throws IOException if the agent is away
     */
    @CheckForNull
    Workspace workspace() throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        return directory == null ? null : new Workspace(directory, root(directory));
    }

    /** Not the variable WORKSPACE, which a script may set. */
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

    /** As the step's own log has them: those of the blocks around it, and those that plugins put in front of each build. */
    private ConsoleMask.Filters logFilters() throws IOException, InterruptedException {
        FlowExecutionOwner owner = context.get(FlowExecution.class).getOwner();
        TaskListenerDecorator ofBlocks = TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)),
                context.get(TaskListenerDecorator.class));
        return log -> TaskListenerDecorator.apply(new StreamTaskListener(log, StandardCharsets.UTF_8), owner, ofBlocks)
                .getLogger();
    }
}
