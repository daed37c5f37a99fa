package io.jenkins.plugins.deploymentrecord.freestyle;

import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.tasks.BuildWrapper;
import io.jenkins.plugins.deploymentrecord.github.ConsoleMask;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The filters through which Jenkins writes a build's log: first the filters of plugins, then the filters of the job's
 * build wrappers.
 */
record BuildLogFilters(AbstractBuild<?, ?> build) implements ConsoleMask.Filters {

    private static final Logger LOGGER = Logger.getLogger(BuildLogFilters.class.getName());

    /**
     * Plugins whose filters copy each line to another place. They mask nothing, and must receive each line only once.
     */
    private static final List<String> COPYING = List.of("hudson.plugins.timestamper.", "jenkins.plugins.logstash.");

    /** A factory of a filter. */
    @FunctionalInterface
    private interface Source {
        OutputStream decorate(OutputStream log) throws IOException, InterruptedException;
    }

    @Override
    public OutputStream decorate(OutputStream log) throws InterruptedException {
        OutputStream decorated = log;
        for (ConsoleLogFilter filter : ConsoleLogFilter.all()) {
            decorated = decorate(filter, out -> filter.decorateLogger(build, out), decorated);
        }
        if (build.getProject() instanceof BuildableItemWithBuildWrappers project) {
            for (BuildWrapper wrapper : project.getBuildWrappersList()) {
                decorated = decorate(wrapper, out -> wrapper.decorateLogger(build, out), decorated);
            }
        }
        return decorated;
    }

    /** Adds a filter; leaves out a filter that cannot be created a second time. */
    private OutputStream decorate(Object owner, Source source, OutputStream log) throws InterruptedException {
        String name = owner.getClass().getName();
        if (COPYING.stream().anyMatch(name::startsWith)) {
            return log;
        }
        try {
            return source.decorate(log);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> Messages.BuildLogFilters_failed(name, build.getExternalizableId()));
            return log;
        }
    }
}
