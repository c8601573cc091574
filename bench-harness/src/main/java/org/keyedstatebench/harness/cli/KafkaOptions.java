package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.DockerKafka;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.harness.kafka.ExternalKafka;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.KafkaProperties;
import org.keyedstatebench.harness.kafka.Topics;
import picocli.CommandLine.Option;

/** Which Kafka a command uses; the same options wherever one is needed. */
public final class KafkaOptions {

    private enum Kind {
        embedded,
        docker
    }

    @Option(
            names = "--kafka",
            paramLabel = "KIND",
            description =
                    "A broker of its own: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). docker needs a Docker daemon.")
    private Kind kind = Kind.embedded;

    @Option(
            names = "--docker-image",
            paramLabel = "IMAGE",
            description = "Image for --kafka docker (default: ${DEFAULT-VALUE}).")
    private String dockerImage = DockerKafka.DEFAULT_IMAGE;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use this Kafka instead of starting one.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description =
                    "Property for every Kafka client, engines' included; can be repeated; needs --bootstrap-servers.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "File of such properties; --kafka-property wins; needs --bootstrap-servers.")
    private Path configFile;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Replicas of every topic that is made (default: the broker's own).")
    Short replicationFactor;

    /** Kept, because a pipe such as {@code <(pass show kafka)} can be read once only. */
    private KafkaProperties clientProperties;

    /**
     * Says what is wrong with the options before anything is made or started.
     *
     * @param defaults client properties that the command itself sets beneath the given ones
     * @throws IllegalArgumentException if something is
     */
    void check(Map<String, String> defaults) {
        KafkaProperties given = clientProperties();
        if (replicationFactor != null && replicationFactor < 1) {
            throw new IllegalArgumentException("--replication-factor must be at least 1, got " + replicationFactor);
        }
        if (bootstrapServers != null) {
            given.check(bootstrapServers, defaults);
            given.unknown().forEach(Terminal::warn);
        }
    }

    private KafkaProperties clientProperties() {
        if (clientProperties == null) {
            clientProperties = new KafkaProperties(configFile, properties);
            if (bootstrapServers == null && !clientProperties.values().isEmpty()) {
                throw new IllegalArgumentException(
                        "--kafka-property and --kafka-config are for an existing Kafka: give --bootstrap-servers, too");
            }
        }
        return clientProperties;
    }

    /**
     * Makes and removes topics as the options say.
     *
     * @param warnings takes a line for each topic that cannot be deleted
     */
    public Topics topics(KafkaCluster kafka, Consumer<String> warnings) {
        return new Topics(kafka, Optional.ofNullable(replicationFactor), warnings);
    }

    /**
     * Starts or finds the Kafka that was asked for.
     *
     * @param log takes what an embedded broker logs
     */
    public KafkaCluster open(EngineCatalogue catalogue, Path temporaryFolder, Path log) {
        return open(catalogue, temporaryFolder, log, false);
    }

    /**
     * The same for a run of faults.
     *
     * @param behindProxy whether engines shall reach an embedded broker through a proxy
     */
    KafkaCluster open(EngineCatalogue catalogue, Path temporaryFolder, Path log, boolean behindProxy) {
        Map<String, String> clientProperties = clientProperties().values();
        if (bootstrapServers != null) {
            return ExternalKafka.open(bootstrapServers, clientProperties);
        }
        if (kind == Kind.docker) {
            return DockerKafka.start(dockerImage);
        }
        Path broker = catalogue.argsFile("embedded-broker");
        return behindProxy
                ? EmbeddedKafka.behindProxy(broker, temporaryFolder, log)
                : EmbeddedKafka.start(broker, temporaryFolder, log);
    }
}
