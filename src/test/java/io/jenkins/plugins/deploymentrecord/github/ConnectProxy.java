package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP proxy on this machine that opens all its tunnels to one server, and records its requests. */
public final class ConnectProxy implements AutoCloseable {

    private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final ServerSocket socket;
    private final int target;
    private final Function<String, String> policy;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });

    /** @param policy returns the answer to the head of a request; a 200 opens the tunnel */
    private ConnectProxy(int target, Function<String, String> policy) throws IOException {
        this.target = target;
        this.policy = policy;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Opens a tunnel for these credentials, and sends the challenges in response to any other request. */
    static ConnectProxy demanding(String credentials, int target, List<String> challenges) {
        String refusal = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                + String.join(
                        "",
                        challenges.stream()
                                .map(challenge -> "Proxy-Authenticate: " + challenge + "\r\n")
                                .toList())
                + "Content-Length: 0\r\n\r\n";
        return with(
                target,
                head -> head.contains("\r\nProxy-Authorization: " + credentials + "\r\n") ? ESTABLISHED : refusal);
    }

    public static ConnectProxy refusing(String answer) {
        return with(0, head -> answer);
    }

    private static ConnectProxy with(int target, Function<String, String> policy) {
        try {
            return new ConnectProxy(target, policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Proxy address() {
        return new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
    }

    /** The head of each request to the proxy itself. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket open : sockets) {
            open.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = RawServer.request(client.getInputStream());
            while (!head.isEmpty()) {
                requests.add(head);
                String answer = policy.apply(head);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                if (answer.equals(ESTABLISHED)) {
                    tunnel(client);
                    return;
                }
                head = RawServer.request(client.getInputStream());
            }
        } catch (IOException e) {
            // one of the connections ended
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(server);
            threads.execute(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of the connections ended
        }
    }
}
