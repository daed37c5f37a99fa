package io.jenkins.plugins.deploymentrecord.kubernetes;

import com.fasterxml.jackson.core.JsonLocation;

/**
 * A file is not a list of pods as kubectl prints it. The message says why, at which line and column if there is such a
 * place, and which command prints such a list. It quotes nothing of the file, which may hold secrets.
 */
public final class UnusableListException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnusableListException(String problem) {
        super(Texts.get("list.unusable", problem, Texts.get("list.command")));
    }

    /** @param key of the text that says why */
    static UnusableListException of(String key, Object... arguments) {
        return new UnusableListException(Texts.get(key, arguments));
    }

    /** @param key of the text that says why; its arguments are the line and the column, from 1 */
    static UnusableListException at(JsonLocation place, String key) {
        return of(key, Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
    }
}
