package io.jenkins.plugins.deploymentrecord.github;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that sends the same response to every request on every connection, at the lowest possible cost, either at
 * once or after a delay.
 */
public final class KeepAliveServer implements Closeable {

    private static final String LENGTH = "content-length:";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final byte[] answer;
    private final Duration latency;
    private final AtomicInteger answered = new AtomicInteger();

    public KeepAliveServer(byte[] body) throws IOException {
        this(body, Duration.ZERO);
    }

    /** @param latency the time from a request to its response */
    public KeepAliveServer(byte[] body, Duration latency) throws IOException {
        this.latency = latency;
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        answer = (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Returns the number of requests that were answered. */
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream(), 16 * 1024);
            for (int length = head(in); length >= 0; length = head(in)) {
                in.skipNBytes(length);
                Thread.sleep(latency);
                answered.incrementAndGet();
                connection.getOutputStream().write(answer);
            }
        } catch (IOException | InterruptedException e) {
            // the client closed the connection
        }
    }

    /** Reads the head of a request and returns the length of its body, or -1 at the end. */
    private static int head(InputStream in) throws IOException {
        int length = 0;
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                if (line.isEmpty()) {
                    return length;
                }
                if (line.length() > LENGTH.length()
                        && line.substring(0, LENGTH.length()).equalsIgnoreCase(LENGTH)) {
                    length = Integer.parseInt(line.substring(LENGTH.length()).strip());
                }
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return -1;
    }
}
