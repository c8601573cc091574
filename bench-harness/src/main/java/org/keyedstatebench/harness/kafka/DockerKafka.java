package org.keyedstatebench.harness.kafka;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.keyedstatebench.process.LogEnd;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker from the official image, started by Testcontainers, for users who have Docker and want just that. Thread-safe.
 *
 * <p>Where the harness itself runs in a container ({@code /.dockerenv} exists) next to its own Docker daemon, Testcontainers
 * takes the wrong address and tries for two minutes to find out, unless the environment has
 * {@code TESTCONTAINERS_HOST_OVERRIDE=localhost} and {@code TESTCONTAINERS_RYUK_DISABLED=true}. {@code DOCKER_HOST} names
 * the daemon as usual.
 */
public final class DockerKafka {

    /** The official image, of the version of the client library. */
    public static final String DEFAULT_IMAGE = "apache/kafka:" + AppInfoParser.getVersion();

    private static final int KAFKA_PORT = 9092;
    private static final int LOG_LINES = 8;

    /** A socket that accepts and never answers would hang Testcontainers for ever. */
    private static final int DOCKER_LIMIT_SECONDS = 10;

    private DockerKafka() {}

    /** Whether a Docker daemon answers within 10 s. The first answer holds for the life of this process. */
    public static boolean isDockerAvailable() {
        try {
            return CompletableFuture.supplyAsync(
                            () -> DockerClientFactory.instance().isDockerAvailable())
                    .completeOnTimeout(false, DOCKER_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException("Docker cannot be asked: " + e.getCause(), e);
        }
    }

    /**
     * Starts the broker, pulling its image first if need be.
     *
     * @param image name of an image with the entry points of {@code apache/kafka}
     * @throws KafkaUnavailableException if no Docker daemon answers, this is no name of an image, or it cannot be pulled or does
     *     not start
     */
    public static KafkaCluster start(String image) {
        if (!isDockerAvailable()) {
            throw new KafkaUnavailableException(
                    "Docker does not answer: check that its daemon runs and that this user may"
                            + " use it (docker info), or use the embedded broker");
        }
        KafkaContainer container = container(image);
        try {
            container.start();
            String address = container.getHost() + ":" + container.getMappedPort(KAFKA_PORT);
            return new ExternalKafka(
                    address, Map.of(), "Kafka in Docker, image " + image + ", at " + address, false, container::stop);
        } catch (RuntimeException e) {
            String lastLines = lastLines(container);
            container.stop();
            throw new KafkaUnavailableException(
                    "cannot start " + image + " in Docker: " + KafkaFailure.reason(e)
                            + "; check that the image can be pulled (docker pull " + image + ")" + lastLines,
                    e);
        }
    }

    private static KafkaContainer container(String image) {
        try {
            DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka");
            KafkaContainer container = new KafkaContainer(name)
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                    .withEnv("KAFKA_LOG_RETENTION_MS", "-1");
            return isLocal() ? container.withCreateContainerCmdModifier(DockerKafka::publishOnLoopbackOnly) : container;
        } catch (IllegalArgumentException e) {
            throw new KafkaUnavailableException("'" + image + "' is no name of an image: " + e.getMessage(), e);
        }
    }

    /** What the container wrote last, if there ever was one. */
    private static String lastLines(KafkaContainer container) {
        if (container.getContainerId() == null) {
            return "";
        }
        String indent = System.lineSeparator() + "  ";
        return ". The end of its log:" + indent
                + String.join(indent, LogEnd.of(container.getLogs().lines(), LOG_LINES));
    }

    private static boolean isLocal() {
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        return host.equals("localhost") || host.equals("127.0.0.1");
    }

    /** Testcontainers would open the port on every address of this machine. */
    private static void publishOnLoopbackOnly(CreateContainerCmd command) {
        command.getHostConfig()
                .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(KAFKA_PORT)));
    }
}
