package io.jenkins.plugins.deploymentrecord.github;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Relays connections to a server on this machine until it becomes silent, like a firewall or NAT that forgot a
 * connection: data from both ends of an open connection is discarded, and neither end receives a FIN or RST. A
 * connection that is opened later works.
 */
final class SilentRelay implements AutoCloseable {

    private final int target;
    private final ServerSocket socket;
    private final List<Relayed> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "silent relay");
        thread.setDaemon(true);
        return thread;
    });

    private SilentRelay(int target) throws IOException {
        this.target = target;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Starts on a free port of the loopback address. */
    static SilentRelay to(int target) {
        try {
            return new SilentRelay(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Returns the number of connections so far. */
    int connections() {
        return connections.size();
    }

    /** Forgets every open connection. */
    void goSilent() {
        connections.forEach(connection -> connection.silent = true);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Relayed connection : connections) {
            connection.client.close();
            connection.server.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = new Relayed(socket.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                connections.add(connection);
                threads.execute(() -> connection.copy(connection.client, connection.server));
                threads.execute(() -> connection.copy(connection.server, connection.client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private static final class Relayed {

        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        private Relayed(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void copy(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                var buffer = new byte[8192];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, count);
                    }
                }
                if (!silent) {
                    to.shutdownOutput();
                }
            } catch (IOException e) {
                // one of the connections ended
            }
        }
    }
}
