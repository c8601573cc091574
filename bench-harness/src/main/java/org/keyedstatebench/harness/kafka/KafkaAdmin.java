package org.keyedstatebench.harness.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Asks a Kafka about itself, and turns the many ways in which it can fail to answer into one sentence each. Thread-safe. */
final class KafkaAdmin implements AutoCloseable {

    /** How long a broker may take to answer before it counts as unreachable. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final Admin client;
    private final String bootstrapServers;

    /** @throws KafkaUnavailableException if the client itself cannot be made, e.g. of wrong security settings */
    KafkaAdmin(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        this.bootstrapServers = bootstrapServers;
        try {
            this.client = Admin.create(properties);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot connect to Kafka at " + bootstrapServers + ": " + KafkaFailure.reason(e), e);
        }
    }

    /** For questions; what they return is waited for by {@link #await}. */
    Admin client() {
        return client;
    }

    /**
     * Waits for an answer.
     *
     * @param what was asked, to follow "cannot"
     * @throws KafkaUnavailableException if the answer is an error or does not come in time
     */
    <T> T await(KafkaFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(what, KafkaFailure.advice(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(what, KafkaFailure.advice(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, "interrupted", e);
        }
    }

    private KafkaUnavailableException unavailable(String what, String why, Throwable cause) {
        return new KafkaUnavailableException("cannot " + what + " at " + bootstrapServers + ": " + why, cause);
    }

    @Override
    public void close() {
        // Every answer was waited for; a broker that is gone must not hold up the end of a run.
        client.close(Duration.ofSeconds(1));
    }
}
