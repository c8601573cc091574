package org.keyedstatebench.reference;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends rows without waiting, and remembers the first one that Kafka did not take. */
final class KafkaOutput implements Output {

    /** Without a limit it would wait two minutes for a broker that is gone. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private static final Set<String> METRICS = Set.of("batch-size-avg", "record-queue-time-avg", "request-latency-avg");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Callback noteFailure;

    /** Written by the producer's thread, read by the loop's. */
    private volatile Exception failure;

    /** @param topic must exist; its partitions are looked up now, else the first row would wait for it */
    KafkaOutput(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
        this.noteFailure = (metadata, exception) -> {
            if (exception != null && failure == null) {
                failure = exception;
            }
        };
        producer.partitionsFor(topic);
    }

    /** Does not look at the future: the callback sees every failure. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void write(byte[] key, byte[] row) {
        producer.send(new ProducerRecord<>(topic, key, row), noteFailure);
    }

    @Override
    public void check() throws KafkaFailure {
        Exception refused = failure;
        if (refused != null) {
            throw new KafkaFailure("cannot write to the topic '" + topic + "': " + refused.getMessage(), refused);
        }
    }

    @Override
    public void complete() throws KafkaFailure {
        producer.flush();
        check();
    }

    @Override
    public Map<String, Double> metrics() {
        return Clients.metrics(producer.metrics(), METRICS);
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
