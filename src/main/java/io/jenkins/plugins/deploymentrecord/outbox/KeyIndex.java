package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.List;

/**
 * The present states of keys.
 *
 * @param states in the order of their last changes
 * @param completeSince the time when the index was begun or rebuilt from the histories, in milliseconds since 1970; the
 *     index has every record that was accepted later. 0 while it is being rebuilt
 */
public record KeyIndex(List<KeyState> states, long completeSince) {}
