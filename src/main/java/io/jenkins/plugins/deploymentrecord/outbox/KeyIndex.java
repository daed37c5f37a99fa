package io.jenkins.plugins.deploymentrecord.outbox;

import java.util.List;

/**
 * The present states of keys.
 *
 * @param states in the order in which they changed last
 * @param completeSince when the index was begun or was rebuilt from the histories, in milliseconds since 1970: it has every
 *     record that was accepted since; 0 while it is being rebuilt
 */
public record KeyIndex(List<KeyState> states, long completeSince) {}
