package io.jenkins.plugins.deploymentrecord.outbox;

/**
 * The outcome of sending failed entries again.
 *
 * @param accepted the number of entries that are sent again
 * @param superseded the number of entries that are not sent, as GitHub confirmed newer records of their keys
 */
public record SentAgain(int accepted, int superseded) {}
