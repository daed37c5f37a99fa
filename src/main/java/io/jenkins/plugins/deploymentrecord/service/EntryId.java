package io.jenkins.plugins.deploymentrecord.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import java.util.regex.Pattern;
import jenkins.model.lazy.LazyBuildMixIn;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Names a request for good: a step that is resumed after a restart makes the same name once more, and finds its entry by it.
 *
 * @param job its full name when the record was requested; a renaming does not change it
 * @param build its number
 * @param started when the build started, in milliseconds since 1970: a recreated job begins with #1 again
 * @param step of a Pipeline the flow node's ID, of a freestyle build the ordinal of the record in the build
 */
@Restricted(NoExternalUse.class)
public record EntryId(String job, int build, long started, String step) {

    private static final String SEPARATOR = "\n";

    /** Of a step of this build. */
    public static EntryId of(Run<?, ?> run, String step) {
        return new EntryId(run.getParent().getFullName(), run.getNumber(), run.getStartTimeInMillis(), step);
    }

    /** Whether an entry is of this build, and of no other build with its number. */
    public static boolean isOf(Run<?, ?> run, String id) {
        return id.split(SEPARATOR, -1).length >= 3
                && id.split(SEPARATOR, -1)[2].equals(String.valueOf(run.getStartTimeInMillis()));
    }

    /** The build of a number if it is in memory, as each build is that runs; null otherwise. */
    @CheckForNull
    static Run<?, ?> loadedBuild(Job<?, ?> job, int number) {
        return job instanceof LazyBuildMixIn.LazyLoadingJob<?, ?> lazy
                ? lazy.getLazyBuildMixIn().getRunMap().getLoadedBuilds().get(number)
                : job.getBuildByNumber(number);
    }

    /** The part that names an entry within its build. */
    public static String step(String id) {
        String[] parts = id.split(Pattern.quote(SEPARATOR), 4);
        return parts.length == 4 ? parts[3] : id;
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, job, String.valueOf(build), String.valueOf(started), step);
    }
}
