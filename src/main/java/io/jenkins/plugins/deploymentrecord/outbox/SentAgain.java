package io.jenkins.plugins.deploymentrecord.outbox;

/**
 * The outcome of sending failed entries again.
 *
 * @param accepted how many are sent again
 * @param superseded how many are not, as GitHub confirmed newer records of their keys
 */
public record SentAgain(int accepted, int superseded) {}
