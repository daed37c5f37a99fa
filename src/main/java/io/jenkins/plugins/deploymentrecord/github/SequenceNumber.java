package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * The position of an entry in the order of all requests. Assigned when the record is requested; independent of the wall
 * clock.
 *
 * @param start the number of starts of the outbox so far, from 1 on
 * @param counter the number of the entry since that start, from 1 on
 */
public record SequenceNumber(long start, long counter) implements Comparable<SequenceNumber> {

    /** Precedes all numbers. */
    public static final SequenceNumber NONE = new SequenceNumber(0, 0);

    private static final Comparator<SequenceNumber> ORDER =
            Comparator.comparingLong(SequenceNumber::start).thenComparingLong(SequenceNumber::counter);

    @Override
    public int compareTo(SequenceNumber other) {
        return ORDER.compare(this, other);
    }

    /**
     * Parses a number in the format of {@link #toString}.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static SequenceNumber parse(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a sequence number: " + text);
        }
        return new SequenceNumber(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    @JsonValue
    public String toString() {
        return start + "-" + counter;
    }
}
