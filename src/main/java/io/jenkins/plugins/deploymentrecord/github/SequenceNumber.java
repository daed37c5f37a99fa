package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * The place of an entry in the order of all requests. Drawn when the record is requested; the wall clock has no part in
 * it.
 *
 * @param start how often the outbox had been started, from 1 on
 * @param counter within that start, from 1 on
 */
public record SequenceNumber(long start, long counter) implements Comparable<SequenceNumber> {

    /** Before all numbers. */
    public static final SequenceNumber NONE = new SequenceNumber(0, 0);

    private static final Comparator<SequenceNumber> ORDER =
            Comparator.comparingLong(SequenceNumber::start).thenComparingLong(SequenceNumber::counter);

    @Override
    public int compareTo(SequenceNumber other) {
        return ORDER.compare(this, other);
    }

    /**
     * Reads a number as {@link #toString} gives it.
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
