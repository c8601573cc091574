package org.keyedstatebench.broker;

import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/**
 * A real Kafka broker (KRaft, one node, on 127.0.0.1 unless another address is asked for) as a process, so that its class path meets
 * nothing of the harness or an engine, and a test can kill it.
 *
 * <p>Prints one line of JSON on standard output once it answers requests:
 * {@code {"bootstrapServers":"127.0.0.1:PORT","proxiedPort":0,"pid":N,"version":"4.4.0"}}. Stops on SIGTERM, on Ctrl-C, and at the end of standard input, so
 * that it never outlives its parent; then it removes its data folder if it created it. Exits with 0 when standard input
 * ended, 1 with one line on standard error when it cannot run, 2 when the command line is wrong. Kafka's own log, from WARN,
 * goes to standard error as well.
 */
public final class EmbeddedBroker {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int STOP_TIMEOUT_MS = 5_000;

    private final DataFolder data;
    private volatile KafkaBroker broker;

    private EmbeddedBroker(DataFolder data) {
        this.data = data;
    }

    public static void main(String[] args) {
        try {
            BrokerOptions options = BrokerOptions.parse(args);
            BrokerProperties.check(options.properties());
            new EmbeddedBroker(DataFolder.open(options.dataDir(), DataFolder.MIN_FREE_BYTES)).run(options);
            System.exit(0);
        } catch (BrokerException e) {
            complain(e.getMessage());
            System.exit(FAILED);
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
            complain(BrokerOptions.USAGE);
            System.exit(USAGE);
        } catch (IOException | RuntimeException | LinkageError e) {
            // Kafka's threads would keep the process alive.
            e.printStackTrace(System.err);
            complain("unexpected: " + e);
            System.exit(FAILED);
        }
    }

    private void run(BrokerOptions options) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-broker"));
        broker = KafkaBroker.start(options, data, FreePorts::free, this::giveUp);
        System.out.printf(
                Locale.ROOT,
                "{\"bootstrapServers\":\"%s:%d\",\"proxiedPort\":%d,\"pid\":%d,\"version\":\"%s\"}%n",
                options.host(),
                broker.port(),
                broker.proxiedPort(),
                ProcessHandle.current().pid(),
                AppInfoParser.getVersion());
        System.out.flush();
        while (System.in.read() >= 0) {
            // The parent sends nothing; only the end of the stream counts.
        }
    }

    private void stop() {
        KafkaBroker started = broker;
        if (started != null) {
            stopInTime(started);
        }
        removeData();
    }

    /** The data is about to be removed: nothing is lost when Kafka does not end in order. */
    private static void stopInTime(KafkaBroker broker) {
        Thread stopping = new Thread(broker::stop, "stop-kafka");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            complain("Kafka did not stop within " + STOP_TIMEOUT_MS + " ms");
        }
    }

    /** Kafka ends itself when it cannot go on, e.g. when its disk is full: say so, remove the data, and end as failed. */
    private void giveUp() {
        complain("Kafka gave up, its log above says why; the disk of " + data.path() + " has "
                + (data.freeBytes() >> 20) + " MiB left");
        removeData();
        Runtime.getRuntime().halt(FAILED);
    }

    private void removeData() {
        try {
            data.deleteIfCreated();
        } catch (BrokerException e) {
            complain(e.getMessage());
        }
    }

    private static void complain(String message) {
        System.err.println("embedded-broker: " + message);
    }
}
