package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.core.JsonLocation;

/**
 * A file is not a list of pods from kubectl. The message names the problem, its line and column if there is such a
 * position, and the command that prints such a list. It quotes nothing of the file, which may contain secrets.
 */
public final class UnusableListException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnusableListException(String problem) {
        super(Texts.get("list.unusable", problem, Texts.get("list.command")));
    }

    /** @param key the key of the text that names the problem */
    static UnusableListException of(String key, Object... arguments) {
        return new UnusableListException(Texts.get(key, arguments));
    }

    /** @param key the key of the text that names the problem; its arguments are the line and the column, from 1 */
    static UnusableListException at(JsonLocation place, String key) {
        return of(key, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
    }
}
