package io.jenkins.plugins.deploymentrecord.outbox;

import io.jenkins.plugins.deploymentrecord.github.Failures;
import io.jenkins.plugins.deploymentrecord.github.GitHubException;
import io.jenkins.plugins.deploymentrecord.github.GitHubToken;
import io.jenkins.plugins.deploymentrecord.outbox.RequestSender.Answer;
import io.jenkins.plugins.deploymentrecord.storage.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** An outbox in virtual time. The test answers the outbox's requests. */
final class OutboxTestBed implements OutboxListener, TokenLookup {

    static final Path JOURNAL = Path.of("/home/records/outbox.jsonl");
    static final Path KEYS = Path.of("/home/records/keys.jsonl");
    static final String SECRET = "s3cr3t";
    private static final Path HOME = Path.of("/home/records");

    final VirtualTime time = new VirtualTime();
    final List<Sent> sent = new ArrayList<>();
    /** The IDs of the entries whose explanation was requested. */
    final List<String> explained = new ArrayList<>();
    /** Null if explanations return the refusal unchanged. */
    CompletableFuture<GitHubException> explanation;

    final Map<String, EntryResult> results = new HashMap<>();
    final List<String> warnings = new ArrayList<>();
    MemoryDisk disk;
    Outbox outbox;
    List<String> identity = List.of("http://jenkins");
    boolean hasServer = true;
    String fingerprint = "first";
    /** Null if look-ups fail. */
    TokenLookup.Token lookup = found();

    /** The look-ups of credentials whose IDs have this prefix hang until the test completes them; null for none. */
    String hangs;
    /** Whether a cancelled request goes on. */
    boolean ignoresCancellation;
    /** Whether the writer of the process rejects further writes. */
    private boolean isWriterClosed;

    CompletableFuture<TokenLookup.Token> hanging;

    /** A request that the outbox sent. */
    final class Sent {
        final List<OutboxEntry> entries;
        final CompletableFuture<List<Answer>> answer = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return !ignoresCancellation && super.cancel(mayInterrupt);
            }
        };
        final MemoryDisk process = disk;

        Sent(List<OutboxEntry> entries) {
            this.entries = entries;
        }

        void confirm() {
            answer.complete(entries.stream()
                    .<Answer>map(entry -> new RequestSender.Confirmed(Failures.confirmed(1)))
                    .toList());
        }

        void fail(GitHubException cause, boolean inDoubt) {
            answer.complete(entries.stream()
                    .<Answer>map(entry -> new RequestSender.Failed(cause, inDoubt))
                    .toList());
        }
    }

    /** Explains refusals as the test has set. */
    private final class Sender implements RequestSender {

        @Override
        public CompletableFuture<List<Answer>> send(List<OutboxEntry> entries, GitHubToken token) {
            var made = new Sent(entries);
            sent.add(made);
            return made.answer;
        }

        @Override
        public CompletableFuture<GitHubException> explain(
                OutboxEntry entry, GitHubToken token, GitHubException.NotFound refusal) {
            explained.add(entry.id());
            return explanation == null ? CompletableFuture.completedFuture(refusal) : explanation;
        }
    }

    OutboxTestBed() {
        this(new MemoryDisk());
    }

    OutboxTestBed(MemoryDisk disk) {
        start(disk);
    }

    private void start(MemoryDisk with) {
        disk = with;
        isWriterClosed = false;
        Scheduler scheduler = time.until(with::isGone);
        outbox = Outbox.open(
                new Outbox.Settings(HOME, identity, false),
                scheduler,
                with.writer(task -> {
                    if (isWriterClosed) {
                        throw new RejectedExecutionException();
                    }
                    time.execute(task);
                }),
                null,
                this,
                new Sender(),
                this,
                new SplittableRandom(1));
        pass(Duration.ofMillis(1));
    }

    void kill() {
        start(disk.afterKill());
    }

    /** Restarts after a power loss in which all bytes that were not forced to the disk are lost. */
    void losePower() {
        start(disk.afterPowerLoss(() -> 0));
    }

    void close() {
        shutDown();
        start(disk.afterKill());
    }

    /** Closes the outbox and its writer; the process goes on for a while. */
    void shutDown() {
        var closed = outbox.closing();
        while (!closed.isDone()) {
            pass(Duration.ofMillis(20));
        }
        isWriterClosed = true;
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    /** Lets time pass while every request fails with this failure. */
    void passFailing(Duration duration, GitHubException failure) {
        Duration step = Duration.ofMillis(Math.max(500, duration.toMillis() / 1_000));
        for (Duration done = Duration.ZERO; done.compareTo(duration) < 0; done = done.plus(step)) {
            allOpen().forEach(each -> each.fail(failure, false));
            pass(step);
        }
        allOpen().forEach(each -> each.fail(failure, false));
        pass(Duration.ofMillis(1));
    }

    /** Lets time pass while every request is confirmed. */
    void passConfirming(Duration duration) {
        Duration end = time.elapsed().plus(duration);
        while (time.elapsed().compareTo(end) < 0) {
            allOpen().forEach(Sent::confirm);
            pass(Duration.ofMillis(20));
        }
    }

    OutboxEntry entry(String id, String deployment, String version) throws NotOwnedException {
        return entry(id, deployment, version, "token");
    }

    OutboxEntry entry(String id, String deployment, String version, String credential) throws NotOwnedException {
        return entry(id, deployment, version, credential, false);
    }

    OutboxEntry shared(String id, String deployment) throws NotOwnedException {
        return entry(id, deployment, "1", "token", true);
    }

    private OutboxEntry entry(String id, String deployment, String version, String credential, boolean isShared)
            throws NotOwnedException {
        return OutboxEntry.of(
                id,
                outbox.nextNumber(),
                new OutboxEntry.Origin("folder/job", 1, 0, null),
                new OutboxEntry.Destination("GitHub", "https://api.github.com", "octo-org", credential),
                "{\"name\":\"n\",\"version\":\"" + version
                        + "\",\"logical_environment\":\"prod\",\"cluster\":\"moda-1\",\"deployment_name\":\""
                        + deployment + "\"}",
                isShared,
                Duration.ofHours(72).toMillis());
    }

    void submit(String id, String deployment) throws NotOwnedException {
        accept(entry(id, deployment, id));
    }

    void accept(OutboxEntry entry) {
        outbox.submit(List.of(entry), true, null);
        pass(Duration.ofMillis(1));
    }

    List<Sent> allOpen() {
        return sent.stream()
                .filter(each -> each.process == disk && !each.answer.isDone())
                .toList();
    }

    Sent open() {
        return allOpen().getFirst();
    }

    List<String> openIds() {
        return allOpen().stream()
                .flatMap(each -> each.entries.stream())
                .map(OutboxEntry::id)
                .toList();
    }

    EntryResult.Kind kind(String id) {
        return results.containsKey(id) ? results.get(id).kind() : null;
    }

    OutboxSnapshot snapshot() {
        var snapshot = outbox.snapshot(entry -> true, 0, 100);
        pass(Duration.ZERO);
        return snapshot.join();
    }

    KeyIndex keys() {
        var keys = outbox.keys(key -> true);
        pass(Duration.ZERO);
        return keys.join();
    }

    List<String> snapshotOrNone() {
        return snapshot().entries().stream().map(status -> status.entry().id()).toList();
    }

    Progress.Stage stage(String id) {
        return progress(id).stage();
    }

    Progress progress(String id) {
        return snapshot().entries().stream()
                .filter(status -> status.entry().id().equals(id))
                .findFirst()
                .orElseThrow()
                .progress();
    }

    TokenLookup.Token found() {
        return new TokenLookup.Found(GitHubToken.of(SECRET).orElseThrow(), "account", fingerprint);
    }

    @Override
    public CompletableFuture<Token> lookUp(OutboxEntry entry) {
        if (hangs != null && entry.destination().credentialsId().startsWith(hangs)) {
            hanging = new CompletableFuture<>();
            return hanging;
        }
        return lookup == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the credential store is not available"))
                : CompletableFuture.completedFuture(lookup instanceof Found ? found() : lookup);
    }

    @Override
    public String credentialOf(OutboxEntry entry) {
        return entry.destination().credentialsId();
    }

    @Override
    public OptionalInt requestsPerMinute(String apiUrl) {
        return hasServer ? OptionalInt.of(180) : OptionalInt.empty();
    }

    @Override
    public CompletableFuture<?> keep(OutboxEntry entry, EntryResult result) {
        results.putIfAbsent(entry.id(), result);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void warning(Warning warning, Path file, String detail) {
        warnings.add(warning + ": " + detail);
        if (warning == Warning.INTERNAL_ERROR) {
            throw new AssertionError(detail);
        }
    }
}
