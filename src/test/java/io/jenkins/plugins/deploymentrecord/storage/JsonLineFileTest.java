package io.jenkins.plugins.deploymentrecord.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on real files, with the real writer thread. */
class JsonLineFileTest implements JsonLineFile.Events {

    @TempDir
    Path directory;

    private final LineWriter writer = LineWriter.start();
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void end() {
        writer.close();
    }

    @Override
    public void newerLines(Path file, int count) {
        events.add(count + " newer");
    }

    @Override
    public void setAside(Path file, Path aside, int count) {
        events.add(count + " set aside");
    }

    @Override
    public void begunAnew(Path file) {
        events.add("begun anew");
    }

    private JsonLineFile file() {
        return writer.file(directory.resolve("lines.jsonl"), 1, true, this);
    }

    private static Map<String, Object> line(int number) {
        return Map.of("number", number);
    }

    private static List<Integer> numbers(JsonLineFile file) throws IOException {
        return file.read().stream().map(line -> line.path("number").intValue()).toList();
    }

    @Test
    void linesAreReadInTheOrderOfWriting() throws IOException {
        JsonLineFile file = file();
        assertThat(file.read(), empty());
        List<CompletableFuture<Long>> all = IntStream.range(0, 1_000)
                .mapToObj(i -> file.append(line(i), i % 7 == 0))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(numbers(file), is(IntStream.range(0, 1_000).boxed().toList()));
        assertThat(all.getLast().join(), is(Files.size(file.path())));
    }

    @Test
    void aLineIsWrittenEvenIfItsWaiterIsInterruptedOrCancelled() throws Exception {
        JsonLineFile file = file();
        var waiter = new Thread(() -> file.append(line(1), true).join());
        waiter.start();
        waiter.interrupt();
        waiter.join();
        file.append(line(2), true).cancel(true);
        file.append(line(3), true).join();
        assertThat(numbers(file), contains(1, 2, 3));
    }

    @Test
    void anInterruptedThreadCanReadTheFile() throws IOException {
        JsonLineFile file = file();
        file.append(line(1), true).join();
        Thread.currentThread().interrupt();
        assertThat(numbers(file), contains(1));
        assertThat(Thread.interrupted(), is(true));
    }

    @Test
    void aWriteDoesNotCreateAMissingDirectory() {
        JsonLineFile file = writer.file(directory.resolve("deleted/lines.jsonl"), 1, false, this);
        var failure = assertThrows(
                CompletionException.class, () -> file.append(line(1), true).join());
        assertThat(failure.getCause(), instanceOf(NoSuchFileException.class));
        assertThat(Files.exists(directory.resolve("deleted")), is(false));
    }

    @Test
    void aLineOfANewerVersionIsKeptAndReported() throws IOException {
        Files.writeString(directory.resolve("lines.jsonl"), "{\"v\":1,\"number\":1}\n{\"v\":2,\"count\":\"many\"}\n");
        JsonLineFile file = file();
        assertThat(numbers(file), contains(1));
        file.rewrite(lines -> lines).join();
        file.append(line(2), true).join();
        assertThat(
                Files.readString(file.path()),
                is("{\"v\":1,\"number\":1}\n{\"v\":2,\"count\":\"many\"}\n{\"v\":1,\"number\":2}\n"));
        assertThat(events, contains("1 newer"));
    }

    @Test
    void unknownFieldsSurviveARewrite() throws IOException {
        Files.writeString(directory.resolve("lines.jsonl"), "{\"v\":1,\"number\":1,\"added\":[true]}\n");
        JsonLineFile file = file();
        file.rewrite(lines -> lines).join();
        assertThat(Files.readString(file.path()), is("{\"v\":1,\"number\":1,\"added\":[true]}\n"));
    }

    @Test
    void unreadableLinesAreSetAsideAndReported() throws IOException {
        Files.writeString(
                directory.resolve("lines.jsonl"),
                "{\"v\":1,\"number\":1}\n\0\0\0\n[]\n{}\n\n{\"v\":1,\"number\":2}\n{\"v");
        JsonLineFile file = file();
        assertThat(numbers(file), contains(1, 2));
        file.append(line(3), true).join();
        assertThat(numbers(file), contains(1, 2, 3));
        assertThat(
                Files.readString(directory.resolve("lines.jsonl" + JsonLineFile.UNREADABLE), StandardCharsets.UTF_8),
                is("\0\0\0\n[]\n{}\n{\"v\n"));
        assertThat(events, contains("4 set aside"));
    }

    @Test
    void aLineThatWasCutOffDoesNotCorruptTheNextLine() throws IOException {
        Files.writeString(directory.resolve("lines.jsonl"), "{\"v\":1,\"number\":1}\n{\"v\":1,\"numb");
        JsonLineFile file = file();
        file.append(line(2), true).join();
        assertThat(numbers(file), contains(1, 2));
        assertThat(events, contains("1 set aside"));
    }

    @Test
    void anOpenFileThatIsDeletedOrMovedIsBegunAnewAndReported() throws IOException {
        JsonLineFile file = file();
        file.append(line(1), true).join();
        Files.delete(file.path());
        file.append(line(2), true).join();
        assertThat(numbers(file), contains(2));
        Files.move(file.path(), directory.resolve("moved"));
        file.append(line(3), true).join();
        assertThat(numbers(file), contains(3));
        assertThat(events, contains("begun anew", "begun anew"));
    }

    @Test
    void aFailedRewriteLeavesTheOldFile() throws IOException {
        JsonLineFile file = file();
        file.append(line(1), true).join();
        Files.createDirectory(directory.resolve("lines.jsonl.new"));
        Files.writeString(directory.resolve("lines.jsonl.new/in-the-way"), "");
        assertThrows(
                CompletionException.class,
                () -> file.rewrite(lines -> List.of()).join());
        file.append(line(2), true).join();
        assertThat(numbers(file), contains(1, 2));
    }

    @Test
    void aRewriteWhoseFunctionThrowsLeavesTheOldFile() throws IOException {
        JsonLineFile file = file();
        file.append(line(1), true).join();
        assertThrows(
                CompletionException.class,
                () -> file.rewrite(lines -> {
                            throw new IllegalStateException("no");
                        })
                        .join());
        file.append(line(2), true).join();
        assertThat(numbers(file), contains(1, 2));
    }

    @Test
    void severalObjectsMayUseTheSameFile() throws IOException {
        Path path = directory.resolve("history.jsonl");
        writer.file(path, 1, false, this).append(line(1), true).join();
        writer.file(path, 1, false, this).append(line(2), true).join();
        assertThat(numbers(writer.file(path, 1, false, this)), contains(1, 2));
    }

    @Test
    void closingTheWriterCompletesPendingWrites() throws IOException {
        LineWriter other = LineWriter.start();
        JsonLineFile file = other.file(directory.resolve("other.jsonl"), 1, true, this);
        for (int i = 0; i < 100; i++) {
            file.append(line(i), false);
        }
        other.close();
        assertThat(numbers(file).size(), is(100));
    }

    @Test
    void everyWriteAfterTheWriterIsClosedFailsWithAnIOException() {
        LineWriter other = LineWriter.start();
        JsonLineFile file = other.file(directory.resolve("other.jsonl"), 1, true, this);
        other.close();
        for (int i = 0; i < 2; i++) {
            CompletionException failure = assertThrows(
                    CompletionException.class, () -> file.append(line(1), true).join());
            assertThat(failure.getCause(), instanceOf(IOException.class));
        }
    }

    @Test
    void aProcessLockHasOneHolderAndCanBeTakenAfterItsRelease() {
        var first = new ProcessLock(directory);
        var second = new ProcessLock(directory);
        assertThat(first.take(), is(ProcessLock.State.HELD));
        assertThat(second.take(), is(ProcessLock.State.HELD_BY_ANOTHER));
        assertThat(
                second.holder().orElseThrow().process(),
                is(ProcessHandle.current().pid()));
        first.close();
        assertThat(second.take(), is(ProcessLock.State.HELD));
        second.close();
    }

    @Test
    void aFileSystemWithoutLocksIsReported() {
        var lock = new ProcessLock(directory.resolve("not there"));
        assertThat(lock.take(), is(ProcessLock.State.UNSUPPORTED));
        assertThat(lock.failure(), not(endsWith("null")));
    }

    @Test
    void severalCallsInARowRewriteALongFileOnce() throws IOException {
        JsonLineFile file = file();
        file.append(List.of(line(1), line(2)), false);
        var rewrites = new ArrayList<Integer>();
        var sizes = IntStream.range(0, 3)
                .mapToObj(i -> file.rewriteIfLonger(20, lines -> {
                    rewrites.add(lines.size());
                    return List.of(line(3));
                }))
                .toList();

        assertThat(sizes.stream().map(CompletableFuture::join).distinct().toList(), contains(Files.size(file.path())));
        assertThat(rewrites, contains(2));
        assertThat(file.read().size(), is(1));
    }
}
