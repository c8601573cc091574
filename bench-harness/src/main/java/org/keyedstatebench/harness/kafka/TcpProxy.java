package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.keyedstatebench.process.Worker;

/**
 * A stretch of network that can be made to fail: passes bytes between clients of a loopback port and another loopback port, late, not
 * at all for a while, or breaks every connection. Needs no rights, and knows nothing of what it passes. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 << 10;

    /** Of one direction of a connection, so that a slow reader slows the writer down, as it does without a proxy. */
    private static final int CHUNKS_UNDER_WAY = 64;

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayNs;
    private volatile boolean refuses;
    private boolean held;
    private boolean closed;

    /** What is to be passed on, and not before a time; no bytes are the end. */
    private record Chunk(long atNs, ByteBuffer bytes) {}

    /** Listens on a free loopback port; connections are refused until there is a target. */
    public TcpProxy() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port on 127.0.0.1 can be opened for a proxy: " + e.getMessage(), e);
        }
        var unused = Worker.start("proxy", this::accept);
    }

    /** That clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** Where new connections lead from now on. */
    public void leadTo(int port) {
        target = port;
    }

    /** Nothing gets through from now on, and nothing tells either side, as when a cable is pulled. */
    public synchronized void hold() {
        held = true;
    }

    /** Breaks all connections, and every new one until {@link #restore}. */
    public void refuse() {
        refuses = true;
        sockets.forEach(TcpProxy::closeQuietly);
    }

    /** What is read from now on arrives so much later, each way; order is kept. */
    public void delay(Duration each) {
        delayNs = each.toNanos();
    }

    /** All is well again; what was held back arrives now. */
    public synchronized void restore() {
        held = false;
        refuses = false;
        delayNs = 0;
        notifyAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                // Connecting may take its time, and others come meanwhile.
                var unused = Worker.start("proxy of " + client.getPort(), () -> join(client));
            } catch (IOException closedOrExhausted) {
                // The first ends the loop; after the second the next client may fare better.
            }
        }
    }

    private void join(Socket client) {
        sockets.add(client);
        Socket broker = null;
        try {
            if (refuses || target == 0) {
                throw new IOException("refused");
            }
            broker = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            Socket other = broker;
            Worker back = Worker.start("proxy from broker", () -> pass(other, client));
            pass(client, broker);
            back.join();
        } catch (IOException noConnection) {
            // The client sees it as any client does: its connection ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(client);
            if (broker != null) {
                end(broker);
            }
        }
    }

    /** Passes one direction on until it ends; if it breaks, both do. */
    private void pass(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
        Worker writer = Worker.start("proxy to " + to.getPort(), () -> write(underWay, to));
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                underWay.put(new Chunk(System.nanoTime() + delayNs, ByteBuffer.wrap(Arrays.copyOf(buffer, read))));
            }
            underWay.put(new Chunk(System.nanoTime() + delayNs, ByteBuffer.allocate(0)));
            writer.join();
        } catch (IOException broken) {
            writer.interrupt();
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk next = underWay.take(); next.bytes().hasRemaining(); next = underWay.take()) {
                awaitTurn(next.atNs());
                out.write(next.bytes().array());
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(to);
            // Whoever reads for this writer may wait for room; it finds the way broken when it reads on, or both are
            // closed.
            underWay.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IOException if the proxy was closed before */
    private synchronized void awaitTurn(long atNs) throws InterruptedException, IOException {
        for (long left = atNs - System.nanoTime(); (held || left > 0) && !closed; left = atNs - System.nanoTime()) {
            wait(held ? 0 : left / 1_000_000 + 1);
        }
        if (closed) {
            throw new IOException("closed");
        }
    }

    private void end(Socket socket) {
        closeQuietly(socket);
        sockets.remove(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException goneAnyway) {
            // It was to be gone.
        }
    }

    /** Breaks all connections and listens no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the proxy: " + e.getMessage(), e);
        } finally {
            sockets.forEach(TcpProxy::closeQuietly);
        }
    }
}
