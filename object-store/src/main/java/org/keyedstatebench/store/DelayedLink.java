package org.keyedstatebench.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.keyedstatebench.process.Worker;

/**
 * Stands before a server on the loopback and lets what it answers come later, as a long way would: all bytes by the same time, so that
 * a request takes that much longer, and as many bytes a second pass as before.
 */
final class DelayedLink {

    private static final int CHUNK = 1 << 16;
    private static final int BACKLOG = 128;

    private final InetSocketAddress server;
    private final long delayNs;

    private DelayedLink(InetSocketAddress server, Duration delay) {
        this.server = server;
        this.delayNs = delay.toNanos();
    }

    /** Bytes that came at a moment; empty at the end. */
    private record Chunk(long atNs, ByteBuffer bytes) {}

    /**
     * Opens a link, which lasts as long as this process.
     *
     * @return the port of it, on 127.0.0.1
     */
    static int to(InetSocketAddress server, Duration delay) throws IOException {
        ServerSocket listener =
                new ServerSocket(0, BACKLOG, ObjectStore.loopback(0).getAddress());
        DelayedLink link = new DelayedLink(server, delay);
        Worker.start("link with a delay of " + delay, () -> link.accept(listener));
        return listener.getLocalPort();
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            // Without it no client goes on: it must not die unseen.
            System.err.println("object-store: nobody can connect any more: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind = new Socket();
        try {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            behind.connect(server);
        } catch (IOException e) {
            // The client sees that its connection is closed.
            System.err.println("object-store: a connection could not be passed on: " + e.getMessage());
            close(client, behind);
            return;
        }
        BlockingQueue<Chunk> late = new LinkedBlockingQueue<>();
        Worker.start("requests", () -> ends(client, behind, () -> pass(client, behind)));
        Worker.start("answers as they come", () -> {
            ends(behind, behind, () -> collect(behind, late));
            late.add(new Chunk(System.nanoTime(), ByteBuffer.allocate(0)));
        });
        Worker.start("answers as they go", () -> ends(client, client, () -> deliver(late, client)));
    }

    private interface Transfer {
        void run() throws IOException, InterruptedException;
    }

    /** A connection that breaks or ends is closed on both sides, which is how either side learns of it. */
    private static void ends(Socket one, Socket other, Transfer transfer) {
        try {
            transfer.run();
        } catch (IOException broken) {
            close(one, other);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private static void collect(Socket from, BlockingQueue<Chunk> late) throws IOException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[CHUNK];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            late.add(new Chunk(System.nanoTime(), ByteBuffer.wrap(Arrays.copyOf(buffer, read))));
        }
    }

    private void deliver(BlockingQueue<Chunk> late, Socket to) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (Chunk chunk = late.take(); chunk.bytes().hasRemaining(); chunk = late.take()) {
            TimeUnit.NANOSECONDS.sleep(chunk.atNs() + delayNs - System.nanoTime());
            out.write(chunk.bytes().array());
        }
        to.close();
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // It is closed, whatever it says.
            }
        }
    }
}
