package io.jenkins.plugins.deploymentrecord.delivery;

import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.RecordedDeployment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One record that shall get to GitHub. Nothing in it is null.
 *
 * @param key the deployment; of two records for one, the later asked for counts
 * @param askedAt when it was asked for, from {@link Deliveries#askedNow}; positive. The same number again after a
 *     restart, so that the order stays. Of two with the same number the later submitted counts as the later
 * @param paceKey the server and the credential, as GitHub counts requests by user or app; never shown
 * @param pacing the server's; where records of one pace key differ, the last submitted decides
 * @param group whom it is for, such as the job's full name: groups take turns
 * @param budget from {@link Deliveries#submit} to the end, whatever that is; positive, at most 7 days
 * @param attempt puts the record on the wire, once for each try, on whatever thread is at hand: it must not block. Its
 *     future fails with a {@link GitHubException}, or with anything else, which is not tried again. Cancelling the
 *     future ends the call at once. An attempt that throws, instead of returning a future, has sent nothing
 * @param progress hears of every wait
 */
public record DeliveryRequest(
        DeploymentKey key,
        long askedAt,
        String paceKey,
        Pacing pacing,
        String group,
        Duration budget,
        Supplier<CompletableFuture<RecordedDeployment>> attempt,
        Progress progress) {

    public static final Duration DEFAULT_BUDGET = Duration.ofMinutes(5);

    private static final Duration LONGEST_BUDGET = Duration.ofDays(7);

    /** @throws IllegalArgumentException where a number is out of its range */
    public DeliveryRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(paceKey, "paceKey");
        Objects.requireNonNull(pacing, "pacing");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(progress, "progress");
        if (askedAt <= 0) {
            throw new IllegalArgumentException("askedAt: milliseconds of the epoch");
        }
        if (budget.isZero() || budget.isNegative() || budget.compareTo(LONGEST_BUDGET) > 0) {
            throw new IllegalArgumentException("budget: more than nothing, at most 7 days");
        }
    }
}
