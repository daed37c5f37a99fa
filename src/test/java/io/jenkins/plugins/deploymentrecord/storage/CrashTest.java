package io.jenkins.plugins.deploymentrecord.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Tests with a disk that fails: the process or the machine stops at any operation, the disk is full, a handle becomes
 * stale.
 */
class CrashTest {

    private static final Path FILE = Path.of("/home/lines.jsonl");

    private static JsonLineFile file(MemoryDisk disk) {
        return disk.writer(Runnable::run).file(FILE, 1, true, JsonLineFile.Events.NONE);
    }

    private static Map<String, Object> line(int number) {
        return Map.of("number", number);
    }

    private static List<Integer> numbers(MemoryDisk disk) throws IOException {
        return file(disk).read().stream()
                .map(line -> line.path("number").intValue())
                .toList();
    }

    /**
     * Appends lines, rewrites the file without every other line, and appends again. Returns the numbers of the
     * confirmed lines.
     */
    private static List<Integer> work(MemoryDisk disk) {
        JsonLineFile file = file(disk);
        var safe = new ArrayList<Integer>();
        for (int i = 0; i < 8; i++) {
            note(file.append(line(i), true), i, safe);
        }
        if (file.rewrite(lines -> lines.stream()
                        .filter(line -> line.path("number").intValue() % 2 == 0)
                        .toList())
                .isCompletedExceptionally()) {
            return safe;
        }
        for (int i = 8; i < 12; i++) {
            note(file.append(line(i), true), i, safe);
        }
        return safe;
    }

    private static void note(CompletableFuture<Long> written, int number, List<Integer> safe) {
        if (!written.isCompletedExceptionally()) {
            safe.add(number);
        }
    }

    @Test
    void aCrashAtAnyOperationLosesNoForcedLine() throws IOException {
        var undisturbed = new MemoryDisk();
        work(undisturbed);
        assertThat(undisturbed.operations, greaterThan(25));
        for (int end = 1; end <= undisturbed.operations; end++) {
            for (int bytes = 0; bytes < 24; bytes++) {
                for (boolean isPowerLoss : new boolean[] {true, false}) {
                    var disk = new MemoryDisk();
                    disk.endsAt = end;
                    disk.lastBytes = bytes;
                    List<Integer> safe = work(disk);
                    MemoryDisk after = isPowerLoss ? disk.afterPowerLoss(new Random(end)) : disk.afterKill();
                    List<Integer> found = numbers(after);
                    String when = "operation " + end + ", " + bytes + " bytes";
                    for (int number : safe) {
                        boolean isLeftOut = number < 8 && number % 2 == 1 && !found.contains(1);
                        assertThat(number + " after " + when, found.contains(number) || isLeftOut, is(true));
                    }
                    assertThat(when, found.stream().sorted().toList(), is(found));
                    file(after).append(line(99), true).join();
                    assertThat(when, numbers(after).getLast(), is(99));
                }
            }
        }
    }

    @Test
    void linesCanBeAppendedToAFileThatWasCutOffAtAnyByte() throws IOException {
        var disk = new MemoryDisk();
        work(disk);
        byte[] whole = disk.bytes(FILE);
        for (int length = 0; length <= whole.length; length++) {
            var cut = new MemoryDisk();
            cut.put(FILE, Arrays.copyOf(whole, length));
            List<Integer> before = numbers(cut);
            file(cut).append(line(99), true).join();
            var expected = new ArrayList<>(before);
            expected.add(99);
            assertThat("cut at " + length, numbers(cut), is(expected));
        }
    }

    @Test
    void aFullDiskLeavesNoPartialLineAndLaterWritesSucceed() throws IOException {
        var disk = new MemoryDisk();
        JsonLineFile file = file(disk);
        file.append(line(1), true).join();
        disk.room = 5;
        assertThrows(CompletionException.class, () -> file.append(line(2), true).join());
        assertThat(new String(disk.bytes(FILE)), is("{\"v\":1,\"number\":1}\n"));
        assertThrows(
                CompletionException.class, () -> file.rewrite(lines -> lines).join());
        assertThat(disk.files(), contains(FILE));
        disk.room = 1_000;
        file.append(line(3), true).join();
        assertThat(numbers(disk), contains(1, 3));
    }

    @Test
    void aStaleFileHandleIsOpenedAgain() throws IOException {
        var disk = new MemoryDisk();
        JsonLineFile file = file(disk);
        file.append(line(1), true).join();
        disk.makeStale();
        file.append(line(2), true).join();
        assertThat(numbers(disk), contains(1, 2));
    }

    @Test
    void linesThatAreWrittenTogetherAreForcedTogether() {
        var disk = new MemoryDisk();
        var tasks = new ArrayList<Runnable>();
        JsonLineFile file = disk.writer(tasks::add).file(FILE, 1, true, JsonLineFile.Events.NONE);
        for (int i = 0; i < 100; i++) {
            file.append(line(i), true);
        }
        tasks.forEach(Runnable::run);
        assertThat("one append, one force", disk.operations, is(2));
    }

    @Test
    void filesThatAreKeptOpenAreForcedInTheOrderOfTheirRegistration() {
        var disk = new MemoryDisk();
        var tasks = new ArrayList<Runnable>();
        LineWriter writer = disk.writer(tasks::add);
        JsonLineFile first = writer.file(Path.of("/home/first"), 1, true, JsonLineFile.Events.NONE);
        JsonLineFile second = writer.file(Path.of("/home/second"), 1, true, JsonLineFile.Events.NONE);
        second.append(line(1), true);
        first.append(line(2), true);
        second.append(line(3), true);
        disk.endsAt = 3;
        tasks.forEach(Runnable::run);
        assertThat(new String(disk.bytes(Path.of("/home/first"))), is("{\"v\":1,\"number\":2}\n"));
        assertThat(disk.bytes(Path.of("/home/second")).length, is(0));
    }
}
