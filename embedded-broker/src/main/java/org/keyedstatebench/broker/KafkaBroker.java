package org.keyedstatebench.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;

/** Formats a data folder, starts Kafka on it, and tries other ports when somebody was faster. */
final class KafkaBroker {

    private static final int MAX_ATTEMPTS = 5;

    /** Always the same, so that a folder that is kept can be started again. */
    private static final String CLUSTER_ID = new Uuid(0x6b657965642d7374L, 0x6174652d62656e63L).toString();

    private final KafkaRaftServer server;
    private final int port;
    private final int proxiedPort;

    private KafkaBroker(KafkaRaftServer server, int port, int proxiedPort) {
        this.server = server;
        this.port = port;
        this.proxiedPort = proxiedPort;
    }

    /**
     * Returns when the broker answers requests.
     *
     * @param freePort gives a port that was free just now
     * @param whenKafkaGivesUp called, from one of Kafka's threads, when Kafka wants to end the process
     * @throws BrokerException if the host is none of this machine, the port that the options ask for is in use, or Kafka does not start
     * @throws IllegalArgumentException if Kafka refuses a property
     */
    static KafkaBroker start(BrokerOptions options, DataFolder data, IntSupplier freePort, Runnable whenKafkaGivesUp) {
        replaceExits(whenKafkaGivesUp);
        for (int attempt = 1; ; attempt++) {
            FreePorts.require(options.host(), options.port());
            int port = options.port() == 0 ? freePort.getAsInt() : options.port();
            BrokerProperties.Proxied proxied = options.proxyPort() == 0
                    ? null
                    : new BrokerProperties.Proxied(freePort.getAsInt(), options.proxyPort());
            KafkaConfig config = BrokerProperties.config(
                    data.path(), options.host(), port, freePort.getAsInt(), proxied, options.properties());
            try {
                return startOnce(config, data, port, proxied == null ? 0 : proxied.port());
            } catch (Exception e) {
                if (attempt == MAX_ATTEMPTS || !isBindException(e)) {
                    throw new BrokerException("Kafka does not start: " + innermost(e), e);
                }
                data.clearIfCreated();
            }
        }
    }

    private static void replaceExits(Runnable whenKafkaGivesUp) {
        Thread starter = Thread.currentThread();
        Exit.Procedure procedure = (status, message) -> {
            // While it starts, Kafka first asks for an exit and then throws the reason: that is worth waiting for.
            if (Thread.currentThread() != starter) {
                whenKafkaGivesUp.run();
            }
        };
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }

    int port() {
        return port;
    }

    /** The port behind the proxy; 0 if there is none. */
    int proxiedPort() {
        return proxiedPort;
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static KafkaBroker startOnce(KafkaConfig config, DataFolder data, int port, int proxiedPort)
            throws Exception {
        new Formatter()
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.path().toString())
                .addDirectory(data.path().toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (Exception e) {
            server.shutdown();
            throw e;
        }
        return new KafkaBroker(server, port, proxiedPort);
    }

    private static boolean isBindException(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
