package org.keyedstatebench.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Hands the generator's records to Kafka and keeps account of what Kafka refused.
 *
 * <p>Its buffer holds several seconds of load, so that a broker that stalls does not stall the generator; should the buffer
 * fill up, the wait shows as lateness.
 */
public final class KafkaEventSink implements EventSink, AutoCloseable {

    private static final long BUFFER_BYTES = 128L << 20;
    private static final long FULL_SPEED_BUFFER_BYTES = 8L << 20;

    /** What neither waiting nor another trial mends. */
    private static final List<Class<? extends Exception>> LASTING = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            AuthenticationException.class,
            AuthorizationException.class,
            InvalidTopicException.class,
            PolicyViolationException.class,
            SerializationException.class,
            UnsupportedCompressionTypeException.class,
            UnsupportedVersionException.class);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final boolean defaultPartitioner;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

    /** One for all records: it only has to count. */
    private final Callback accountant = (metadata, error) -> {
        if (error != null) {
            account(error);
        }
    };

    /** Made by the first send, because it needs the topic's number of partitions. */
    private KeyRoutes routes;

    /** @param clientProperties bootstrap.servers and what else every client needs; wins over the generator's own settings */
    public KafkaEventSink(String topic, Map<String, String> clientProperties) {
        this(topic, withBuffer(settings(clientProperties), BUFFER_BYTES));
    }

    /** @param settings as {@link #settings} or {@link #fullSpeedSettings} has them */
    public KafkaEventSink(String topic, Properties settings) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.defaultPartitioner = settings.getProperty(ProducerConfig.PARTITIONER_CLASS_CONFIG) == null
                && !Boolean.parseBoolean(settings.getProperty(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG));
    }

    /** The generator's producer settings: the same for every engine, and those of the low-latency profile. */
    public static Properties settings(Map<String, String> clientProperties) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "2");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "bench-generator");
        settings.putAll(clientProperties);
        return settings;
    }

    /**
     * The same for a sink that is filled as fast as it takes. Its buffer is small, because a large one is always full then: a million
     * records in it are several million objects that the garbage collector goes through again and again.
     */
    public static Properties fullSpeedSettings(Map<String, String> clientProperties) {
        return withBuffer(settings(clientProperties), FULL_SPEED_BUFFER_BYTES);
    }

    private static Properties withBuffer(Properties settings, long bytes) {
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bytes));
        return settings;
    }

    @Override
    public void send(int key, byte[] value) {
        if (routes == null) {
            routes = new KeyRoutes(producer.partitionsFor(topic).size());
        }
        byte[] name = routes.name(key);
        Integer partition = defaultPartitioner ? routes.partition(key, name) : null;
        // The callback sees every error; nobody waits for the future.
        var unused = producer.send(new ProducerRecord<>(topic, partition, name, value), accountant);
    }

    /** Sends a record that is no event of a sequence. */
    public void send(byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value), accountant);
    }

    private void account(Exception error) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, error);
    }

    /** Waits until everything that was sent is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    /** How many records went to Kafka so far, as its client counts them; asking costs the sender nothing. */
    public long transmitted() {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("record-send-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    public long failed() {
        return failed.get();
    }

    /** In one line for people; empty while nothing failed. */
    public Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure.get()).map(KafkaEventSink::words);
    }

    private static String words(Exception failure) {
        String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof RecordTooLargeException) {
            return said
                    + " Events that large need max.request.size of the producer, and message.max.bytes of the broker or"
                    + " max.message.bytes of the topic, above their size";
        }
        // Of a broker that is gone, Kafka says no more than that a topic is not known.
        return failure instanceof TimeoutException
                ? said + " No broker took them in time: is one there, is it overloaded, and does the topic still exist?"
                : said;
    }

    /**
     * Why Kafka will take none of these events, however often it is asked; empty if nothing failed, or the next time may be
     * different.
     */
    public Optional<String> refusal() {
        return Optional.ofNullable(firstFailure.get())
                .filter(failure -> LASTING.stream().anyMatch(kind -> kind.isInstance(failure)))
                .map(KafkaEventSink::words);
    }

    /** Gives up after a second what Kafka has not taken: whoever needs it there calls {@link #flush} first. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
