package io.jenkins.plugins.deploymentrecord.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for GitHub on this machine: accepts deployment records of any organization as strictly as GitHub's
 * published contract, stores them, and remembers every request. {@code GET /} shows both to a person, {@code GET
 * /received} returns the requests to a program. Uses only the JDK and Jackson.
 */
public final class GitHubStandIn implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile(
            "/orgs/([A-Za-z0-9_-]+)/artifacts/metadata/deployment-record(?:/cluster/([A-Za-z0-9._-]{1,128}))?");
    private static final int MAX_BODY = 16 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final KeptRecords kept = new KeptRecords();
    private final StandInWrites writable = new StandInWrites(kept);
    private final ExecutorService threads = Executors.newFixedThreadPool(16, task -> {
        var thread = new Thread(task, "stand-in for GitHub");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;

    private final StandInReads readable = new StandInReads(kept);
    private final Arrivals writes = new Arrivals();
    private final Arrivals reads = new Arrivals();
    /** Guarded by this; so is scripted. */
    private final Map<ReceivedRequest, StandInAnswer> answers = new IdentityHashMap<>();

    private final Queue<StandInAnswer> scripted = new ArrayDeque<>();

    private boolean losesNextAnswer;

    private GitHubStandIn(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts on a free port of the loopback address. */
    public static GitHubStandIn start() {
        return start(0);
    }

    /** Starts on the given port of the loopback address. */
    public static GitHubStandIn start(int port) {
        try {
            return new GitHubStandIn(HttpServer.create(loopback(port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a free port of the loopback address, with the certificate of the context. */
    public static GitHubStandIn start(SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(loopback(0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new GitHubStandIn(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns the API's URL, without a slash at its end. */
    public String url() {
        return (server instanceof HttpsServer ? "https://" : "http://")
                + InetAddress.getLoopbackAddress().getHostAddress()
                + ':'
                + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Scripts the answer to the next request that GitHub would accept, including reads; its record is not stored. The
     * answers of several calls are used in order.
     */
    public synchronized void answerNext(int status, Map<String, String> headers, String body) {
        scripted.add(new StandInAnswer(status, Map.copyOf(headers), body));
    }

    /** GitHub processes the next request, but its answer is lost: the connection is closed without it. */
    public synchronized void loseNextAnswer() {
        losesNextAnswer = true;
    }

    /** Holds back the next request that writes, until the hold is released. Several holds are used in order. */
    public Hold hold() {
        return writes.hold();
    }

    /** Holds back the next request that only reads. */
    public Hold holdRead() {
        return reads.hold();
    }

    /** Sets the answer to every request that reads this path, with any query. */
    public void answerReads(String path, int status, String body) {
        readable.fix(path, new StandInAnswer(status, Map.of("Location", "https://elsewhere.example/"), body));
    }

    /**
     * Answers 404 for an artifact without an attestation or an earlier record, as GitHub does, unless the record names
     * a repository. Off by default, so that other tests need no repository.
     */
    public void refuseUnknownArtifacts() {
        kept.refuseUnknownArtifacts();
    }

    /** Makes a repository of this name missing. */
    public void lackRepository(String name) {
        kept.lackRepository(name);
    }

    /** Makes the repository read-only for every token. */
    public void closeRepository(String name) {
        kept.closeRepository(name);
    }

    /** Adds an attestation of this artifact. */
    public void attest(String digest, long attestationId) {
        kept.attest(digest, attestationId);
    }

    /** Returns the requests so far that write, oldest first. */
    public List<ReceivedRequest> received() {
        return writes.received();
    }

    /**
     * Returns the paths of the requests so far that only read, oldest first, without requests for the stand-in's own
     * pages.
     */
    public List<String> reads() {
        return reads.received().stream().map(ReceivedRequest::path).toList();
    }

    /** Returns the values of a header of the requests that only read, oldest first. */
    public List<String> readHeaders(String name) {
        return reads.received().stream().map(read -> read.header(name)).toList();
    }

    /** Returns the only request so far. */
    public ReceivedRequest onlyRequest() {
        List<ReceivedRequest> all = received();
        if (all.size() != 1) {
            throw new AssertionError("one request was expected, there were " + all.size() + ": " + all);
        }
        return all.get(0);
    }

    /** Waits for this number of requests that write. */
    public void awaitReceived(int count) throws InterruptedException {
        writes.await(count);
    }

    /** Returns the records as GitHub would show them, oldest first. */
    public List<JsonNode> records() {
        return kept.all();
    }

    /** Ends the server and every hold. */
    @Override
    public void close() {
        writes.releaseAll();
        reads.releaseAll();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY);
            var request = ReceivedRequest.of(exchange, new String(bytes, StandardCharsets.UTF_8));
            if (request.method().equals("GET")) {
                shown(request).sendOn(exchange);
                return;
            }
            boolean isAlone = writable.begin(request.path());
            writes.arrive(request);
            StandInAnswer answer = isAlone ? written(request, bytes) : StandInAnswer.error(409, "A job is running");
            synchronized (this) {
                answers.put(request, answer);
            }
            if (isAlone) {
                writable.end(request.path());
            }
            if (!isAnswerLost()) {
                answer.sendOn(exchange);
            }
        }
    }

    private synchronized boolean isAnswerLost() {
        boolean isLost = losesNextAnswer;
        losesNextAnswer = false;
        return isLost;
    }

    private StandInAnswer written(ReceivedRequest request, byte[] bytes) {
        var path = PATH.matcher(request.path());
        if (!path.matches() || !request.method().equals("POST")) {
            return StandInAnswer.error(404, "Not Found");
        }
        Optional<StandInAnswer> refusal = StandInAnswer.refusalOfHeaders(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
        } catch (IOException e) {
            return StandInAnswer.error(400, "Problems parsing JSON");
        }
        List<ContractCheck.Violation> violations = writable.violations(path.group(2), body);
        if (!violations.isEmpty()) {
            return StandInAnswer.error(422, "Validation Failed", violations);
        }
        return nextScripted().orElseGet(() -> writable.upsert(path.group(1), path.group(2), body));
    }

    private synchronized Optional<StandInAnswer> nextScripted() {
        return Optional.ofNullable(scripted.poll());
    }

    private StandInAnswer shown(ReceivedRequest request) throws JsonProcessingException {
        return switch (request.path()) {
            case "/" -> StandInAnswer.page(page());
            case "/received" -> StandInAnswer.json(StandInPage.json(received()));
            default -> read(request);
        };
    }

    private synchronized String page() {
        return StandInPage.html(received(), answers, kept.withSentFields());
    }

    /** Answers a read about a token, an organization or an artifact. */
    private StandInAnswer read(ReceivedRequest request) {
        reads.arrive(request);
        Optional<StandInAnswer> answer = readable.answer(request.path());
        if (answer.isEmpty()) {
            return StandInAnswer.error(404, "Not Found");
        }
        return StandInAnswer.refusalOfHeaders(request).or(this::nextScripted).orElseGet(answer::get);
    }
}
