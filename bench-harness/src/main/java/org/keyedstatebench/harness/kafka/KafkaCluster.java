package org.keyedstatebench.harness.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A Kafka that answers, wherever it came from, so that a run need not know. Implementations are thread-safe. */
public interface KafkaCluster extends AutoCloseable {

    /** host:port list, as every client of this machine may use it. */
    String bootstrapServers();

    /** The same for engines: where faults are tried on the network, another one than that of the harness. */
    default String bootstrapServersOfEngines() {
        return bootstrapServers();
    }

    /** For faults; empty if it is not ours to break. */
    default Optional<FragileKafka> fragile() {
        return Optional.empty();
    }

    /** What every client needs besides the address, e.g. security settings; unmodifiable. */
    default Map<String, String> clientProperties() {
        return Map.of();
    }

    /** One line for the user and the results, without secrets. */
    String description();

    /** Process id of the broker if this machine runs it as a process that the harness started. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** Whether it and its topics are there when the command is over, because somebody else runs it. */
    default boolean outlivesTheCommand() {
        return false;
    }

    /** Why the broker is gone, for the user, if this machine runs it and it ended by itself. */
    default Optional<String> obituary() {
        return Optional.empty();
    }

    /** Whether it may answer: it has not ended, and nobody has killed it to start it again. */
    default boolean mayAnswer() {
        return obituary().isEmpty();
    }

    /** The end of the broker's log, on lines of their own behind a sentence; empty where it is not ours to read. */
    default String lastWords() {
        return "";
    }

    /** Ends what was started for this cluster and removes its data; an existing Kafka is left alone. Idempotent. */
    @Override
    void close();
}
