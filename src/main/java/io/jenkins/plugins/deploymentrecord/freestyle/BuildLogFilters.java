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

/** The filters that Jenkins puts in front of a build's log: those of plugins, then those of the job's build wrappers. */
record BuildLogFilters(AbstractBuild<?, ?> build) implements ConsoleMask.Filters {

    private static final Logger LOGGER = Logger.getLogger(BuildLogFilters.class.getName());

    /** Plugins whose filters copy each line to a place of their own: they hide nothing, and shall see each line once. */
    private static final List<String> COPYING = List.of("hudson.plugins.timestamper.", "jenkins.plugins.logstash.");

    /** A part of the build's set-up that makes a filter. */
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

    /** A filter that cannot be made a second time is left out. */
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
