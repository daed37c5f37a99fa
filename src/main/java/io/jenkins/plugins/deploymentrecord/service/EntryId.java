package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import java.util.regex.Pattern;
import jenkins.model.lazy.LazyBuildMixIn;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Identifies a request permanently: a step that is resumed after a restart computes the same ID and finds its entry by
 * it.
 *
 * @param job the full name of the job when the record was requested; does not change if the job is renamed
 * @param build the build's number
 * @param started the start time of the build, in milliseconds since 1970: a recreated job begins with #1 again
 * @param step the flow node's ID in a Pipeline; in a freestyle build, the ordinal of the record
 */
@Restricted(NoExternalUse.class)
public record EntryId(String job, int build, long started, String step) {

    private static final String SEPARATOR = "\n";

    /** Returns the ID for a step of a build. */
    public static EntryId of(Run<?, ?> run, String step) {
        return new EntryId(run.getParent().getFullName(), run.getNumber(), run.getStartTimeInMillis(), step);
    }

    /** Returns whether an entry belongs to a build, and not to another build with the same number. */
    public static boolean isOf(Run<?, ?> run, String id) {
        return id.split(SEPARATOR, -1).length >= 3
                && id.split(SEPARATOR, -1)[2].equals(String.valueOf(run.getStartTimeInMillis()));
    }

    /** Returns the build with a number if the build is in memory, as every running build is; otherwise null. */
    @CheckForNull
    static Run<?, ?> loadedBuild(Job<?, ?> job, int number) {
        return job instanceof LazyBuildMixIn.LazyLoadingJob<?, ?> lazy
                ? lazy.getLazyBuildMixIn().getRunMap().getLoadedBuilds().get(number)
                : job.getBuildByNumber(number);
    }

    /** Returns the part of an ID that identifies an entry within its build. */
    public static String step(String id) {
        String[] parts = id.split(Pattern.quote(SEPARATOR), 4);
        return parts.length == 4 ? parts[3] : id;
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, job, String.valueOf(build), String.valueOf(started), step);
    }
}
