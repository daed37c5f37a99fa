package io.jenkins.plugins.deploymentrecord.delivery;

/**
 * How fast records may follow one another to one server with one credential.
 *
 * @param requestsPerMinute never more in any 60 seconds, neither on their way nor at GitHub: as some are slow to get
 *     there, it is held for 65 seconds, so that in the long run 166 of 180 go in a minute. 1 to 6,000, 0 for no pace
 * @param burst how many may go at once after a rest, and be unanswered at a time; 1 to {@code requestsPerMinute}
 */
public record Pacing(int requestsPerMinute, int burst) {

    /**
     * What GitHub allows: a POST costs 5 of 900 points a minute, and 100 requests may be open at once
     * (docs.github.com, "Rate limits for the REST API").
     */
    public static final Pacing GITHUB = new Pacing(180, 60);

    /** No pace, for a server of one's own. The limits that the server tells of count all the same. */
    public static final Pacing OFF = new Pacing(0, 0);

    private static final int MOST = 6_000;

    /** @throws IllegalArgumentException where a number is out of its range */
    public Pacing {
        if (requestsPerMinute < 0 || requestsPerMinute > MOST) {
            throw new IllegalArgumentException("requestsPerMinute: 0 to " + MOST);
        }
        if (burst < Math.min(1, requestsPerMinute) || burst > requestsPerMinute) {
            throw new IllegalArgumentException("burst: 1 to requestsPerMinute");
        }
    }

    /** Whether there is no pace. */
    public boolean isOff() {
        return requestsPerMinute == 0;
    }
}
