package io.jenkins.plugins.deploymentrecord.delivery;

/**
 * What records that wait cost: the threads that work for them, and the heap that this package keeps for each:
 * {@code mvn -f client/pom.xml -P benchmark test-compile exec:exec@waiting-cost}. The aim is at most 8 threads and 20 KiB
 * each. The first argument says how many; 1,000 where there is none.
 */
public final class WaitingCost {

    private WaitingCost() {}

    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        Footprint.ofWaiting(count);
        System.out.println(Footprint.ofWaiting(count));
    }
}
