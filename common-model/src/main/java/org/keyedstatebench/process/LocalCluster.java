package org.keyedstatebench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keyedstatebench.signal.Signal;

/**
 * The processes of a cluster on this machine: started for a job, each put in its place again when it dies, as whoever runs a cluster
 * would do, and gone with the job. Says by signals which they are, so that the harness can meter and kill them. Thread-safe.
 */
public final class LocalCluster implements AutoCloseable {

    /** A process that cannot live at all is not started for ever. */
    private static final int SHORT_LIVES = 3;

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Starts a process of the cluster, each time in the same place: address, ports, folders. */
    @FunctionalInterface
    public interface Beginning {
        ChildProcess begin() throws IOException;
    }

    private final String address;
    private final String version;
    private final int slots;
    private final SignalWriter signals;
    private final List<Seat> seats = new ArrayList<>();
    private final Worker supervisor;
    private boolean closed;
    private String failure;

    /**
     * @param address of the cluster, in the engine's own form
     * @param version of the engine
     * @param slots parallel tasks that all workers together have room for
     */
    public LocalCluster(String address, String version, int slots, SignalWriter signals) {
        this.address = address;
        this.version = version;
        this.slots = slots;
        this.signals = signals;
        this.supervisor = Worker.start("supervisor of the cluster's processes", this::supervise);
    }

    /** Ports of the loopback address that were free just now, each another one. */
    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    /** Of this process, which has the engine and the job on it. */
    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /**
     * Options of a JVM that starts from the class archive of this one, if this one does. The JVM takes it only if its class path begins
     * with {@link #classPath}.
     */
    public static List<String> classArchive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .flatMap(option -> Stream.of("-Xshare:auto", option))
                .toList();
    }

    /** Whether this JVM leaves a class archive at its end: then the classes of the cluster's processes are to be in it too. */
    public static boolean leavesClassArchive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit="));
    }

    /** One place in the cluster, and who is in it now. */
    private static final class Seat {
        private final String role;
        private final Beginning beginning;
        private ChildProcess process;
        private long begunAt;
        private int shortLives;

        Seat(String role, Beginning beginning) {
            this.role = role;
            this.beginning = beginning;
        }

        void begin() throws IOException {
            process = beginning.begin();
            begunAt = System.nanoTime();
        }
    }

    /**
     * Starts a process, which belongs to the cluster from now on.
     *
     * @param role {@code worker} or {@code master}
     */
    public synchronized void add(String role, Beginning beginning) throws IOException {
        Seat seat = new Seat(role, beginning);
        seat.begin();
        seats.add(seat);
        tell();
    }

    /** @throws IllegalStateException if a process cannot be kept alive; with its last words */
    public void failIfBroken() {
        supervisor.failIfDied();
        synchronized (this) {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private void supervise() {
        try {
            while (look()) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is still something to look after */
    private synchronized boolean look() {
        if (closed || failure != null) {
            return false;
        }
        boolean changed = false;
        for (Seat seat : seats) {
            if (!seat.process.isAlive()) {
                changed = true;
                replace(seat);
            }
        }
        if (changed && failure == null) {
            tell();
        }
        return failure == null;
    }

    private void replace(Seat seat) {
        boolean wasShort = System.nanoTime() - seat.begunAt < SHORT.toNanos();
        seat.shortLives = wasShort ? seat.shortLives + 1 : 0;
        // What it had started must not stay beside its successor.
        seat.process.close();
        if (seat.shortLives >= SHORT_LIVES) {
            failure = "a " + seat.role + " of the cluster ended " + SHORT_LIVES + " times in a row within "
                    + SHORT.toSeconds() + " s, the last time with exit code " + seat.process.exitCode() + ": "
                    + lastWords(seat.process);
            return;
        }
        try {
            seat.begin();
        } catch (IOException e) {
            failure = "a " + seat.role + " of the cluster cannot be started again: " + e.getMessage();
        }
    }

    private static String lastWords(ChildProcess process) {
        List<String> output = process.output();
        return output.isEmpty() ? "it printed nothing" : output.get(output.size() - 1);
    }

    private void tell() {
        signals.write(new Signal.Cluster(
                address,
                version,
                slots,
                seats.stream()
                        .map(seat -> new Signal.Member(seat.role, seat.process.pid()))
                        .toList()));
    }

    /** SIGKILL to every process, the last one first; returns when they are gone. */
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = seats.size() - 1; i >= 0; i--) {
            seats.get(i).process.close();
        }
    }
}
