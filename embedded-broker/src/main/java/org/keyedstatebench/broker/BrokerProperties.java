package org.keyedstatebench.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;

/** Decides how a broker is set up that has no peers, serves one machine, and keeps everything until the run is over. */
final class BrokerProperties {

    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final int NODE_ID = 1;

    /** What makes this broker one node on one address; a user who changes it gets no broker at all. */
    private static final Set<String> OWNED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    /**
     * A listener behind a proxy, for clients whose connections shall fail.
     *
     * @param port that the broker listens on
     * @param proxyPort that clients are told
     */
    record Proxied(int port, int proxyPort) {}

    private BrokerProperties() {}

    /**
     * @throws IllegalArgumentException if the broker itself owns one of the properties, or Kafka does not know it: an unknown
     *     key would be ignored in silence
     */
    static void check(Map<String, String> given) {
        Set<String> known = KafkaConfig.CONFIG_DEF.names();
        for (String name : given.keySet()) {
            if (OWNED.contains(name)) {
                throw new IllegalArgumentException("the embedded broker sets '" + name + "' itself");
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Kafka has no broker property '" + name + "'");
            }
        }
    }

    /**
     * @param host that clients connect to; the controller is nobody else's affair and stays on the loopback address
     * @param port for clients
     * @param controllerPort for the broker's controller
     * @param proxied the second listener; {@code null} for none
     * @param given override the built-in values
     * @throws IllegalArgumentException if Kafka refuses a value
     */
    static KafkaConfig config(
            Path dataDir, String host, int port, int controllerPort, Proxied proxied, Map<String, String> given) {
        Map<String, String> properties = builtIn();
        properties.putAll(given);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        String proxyListens = proxied == null ? "" : ",PROXIED://127.0.0.1:" + proxied.port();
        String proxyIsAt = proxied == null ? "" : ",PROXIED://127.0.0.1:" + proxied.proxyPort();
        properties.put(
                "listeners",
                "PLAINTEXT://" + host + ":" + port + proxyListens + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://" + host + ":" + port + proxyIsAt);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", dataDir.toString());
        try {
            return new KafkaConfig(properties, false);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Kafka refuses a property: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> builtIn() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        // A mistyped topic must fail, not appear.
        properties.put("auto.create.topics.enable", "false");
        // There is nobody else to wait for.
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");
        properties.put("log.segment.bytes", Integer.toString(256 << 20));
        // Deleted topics give their disk space back at once: the next trial may need it.
        properties.put("log.segment.delete.delay.ms", "1000");
        // Only small internal topics are compacted; the default takes 128 MB of the heap for it.
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        // Broker and controller are one process: a stall of the machine is no reason to fence the only broker.
        properties.put("broker.session.timeout.ms", "60000");
        return properties;
    }
}
