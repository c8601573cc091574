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
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Opens admin clients and turns the many ways in which Kafka can fail to answer into one sentence each. */
final class Answers {

    /** How long a broker may take to answer before it counts as unreachable. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private Answers() {}

    /** @throws KafkaUnavailableException if the client itself cannot be made, e.g. of wrong security settings */
    static Admin open(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("cannot connect to Kafka at " + bootstrapServers + ": " + reason(e), e);
        }
    }

    /**
     * Waits for an answer.
     *
     * @param what was asked, to follow "cannot"
     * @throws KafkaUnavailableException if the answer is an error or does not come in time
     */
    static <T> T await(KafkaFuture<T> answer, String what, String bootstrapServers) {
        try {
            return answer.get(LIMIT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException(
                    "cannot " + what + " at " + bootstrapServers + ": " + advice(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException("cannot " + what + " at " + bootstrapServers + ": " + advice(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("cannot " + what + " at " + bootstrapServers + ": interrupted", e);
        }
    }

    /** What a client says is wrong: its innermost cause, unless that is only a name, such as that of a file. */
    static String reason(Throwable e) {
        Throwable above = e;
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            above = cause;
            cause = cause.getCause();
        }
        String words = cause.getMessage();
        return words != null && (words.contains(" ") || above == cause)
                ? words
                : above.getMessage() + " (" + cause + ")";
    }

    private static String advice(Throwable e) {
        if (e instanceof TopicExistsException) {
            return "a topic of this name exists";
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return "there is no such topic";
        }
        if (e instanceof AuthorizationException) {
            return "Kafka does not allow it to this user (" + e.getMessage() + ")";
        }
        if (e instanceof SslAuthenticationException) {
            return TlsFailure.of(e);
        }
        if (e instanceof AuthenticationException) {
            return "Kafka does not accept the credentials (" + e.getMessage()
                    + "); check the security settings in --kafka-config or --kafka-property";
        }
        if (e instanceof TimeoutException || e instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "no broker answered within " + LIMIT.toSeconds()
                    + " s; check host and port, that Kafka runs there, that its advertised listeners can be reached from"
                    + " here, and that security.protocol fits the listener";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
