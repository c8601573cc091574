package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.process.Worker;

/** A way between two processes that can be cut. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final List<Socket> sockets = new ArrayList<>();

    /**
     * @param port 0 for a free one
     * @param target on the loopback address
     */
    TcpProxy(String address, int port, int target) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getByName(address));
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        var unused = Worker.start("proxy", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = keep(server.accept());
                Socket other = keep(new Socket());
                try {
                    other.connect(target);
                } catch (IOException nobodyThere) {
                    one.close();
                    continue;
                }
                var unusedThere = Worker.start("proxy there", () -> copy(one, other));
                var unusedBack = Worker.start("proxy back", () -> copy(other, one));
            }
        } catch (IOException cut) {
            // As was wanted.
        }
    }

    private synchronized Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // By one of them, or by the test.
        }
    }

    /** Cuts what goes through it, and lets nothing through from now on. */
    synchronized void cut() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
