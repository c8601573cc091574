package org.keyedstatebench.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.CountReader;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;

/**
 * Reads the output topic and turns each row into coverage; the moment that a poll returns is when its rows are visible.
 *
 * <p>{@link #run} belongs to one thread of its own; all else may be called by any.
 */
public final class OutputCollector implements Runnable, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final LongSupplier clock;
    private final Set<String> visibleProbes = ConcurrentHashMap.newKeySet();
    private final CountReader reader = new CountReader();

    private final Function<byte[], Optional<Count>> decoder;

    private volatile Measurement measurement;
    private volatile Consumer<Count> strangers;
    private volatile Mark mark;
    private volatile boolean finishing;
    private Map<TopicPartition, Long> end;
    private volatile boolean stopped;
    private volatile long coveredTotal;

    /**
     * @param partitions of the topic
     * @param readCommitted whether rows of open transactions stay invisible
     * @param decoder makes a count of a row; called by the collector's thread
     * @param clientProperties bootstrap.servers and what else every client needs
     * @param clock the trial's, nanoseconds
     */
    public OutputCollector(
            String topic,
            int partitions,
            boolean readCommitted,
            Function<byte[], Optional<Count>> decoder,
            Map<String, String> clientProperties,
            LongSupplier clock) {
        this.decoder = decoder;
        this.consumer = new KafkaConsumer<>(
                settings(readCommitted, clientProperties), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        this.clock = clock;
    }

    /** The collector's consumer settings: a row is handed over as soon as the broker has it. */
    public static Properties settings(boolean readCommitted, Map<String, String> clientProperties) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000");
        // A drain hands over some 25 MB a second: the kernel may size the socket's buffer, and a fetch brings what
        // there is.
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, readCommitted ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "bench-collector");
        settings.putAll(clientProperties);
        return settings;
    }

    /**
     * What rows are measured against; set once, before the first event is sent.
     *
     * @param dueNs when event i is due, on the trial's clock
     * @param attempted how many events were handed to Kafka or are about to be; read after each poll
     * @param perEvent takes the latency of each covered event
     * @param further what else follows events and rows
     */
    public void measure(
            EventSequence sequence,
            LongUnaryOperator dueNs,
            LongSupplier attempted,
            boolean rowPerEvent,
            CoveredEvents perEvent,
            Followers further) {
        this.measurement = new Measurement(sequence, dueNs, attempted, rowPerEvent, perEvent, further);
    }

    /**
     * What else follows events and rows, on the collector's thread.
     *
     * @param idleTimers takes idle rows; {@code null} if the job sets no timers, so that every such row is unexpected
     * @param repeated takes all other rows; {@code null} if nobody wants to know
     */
    public record Followers(IdleTimerWatch idleTimers, RepeatedEvents repeated) {
        public static final Followers NONE = new Followers(null, null);
    }

    /** Sets who takes rows whose key is none of the sequence's; without one they are unexpected. Before such a row can come. */
    public void divertStrangers(Consumer<Count> taker) {
        strangers = taker;
    }

    /**
     * Asks when the first row behind these offsets becomes visible.
     *
     * @param offsets by partition
     * @param told once, with the time on the trial's clock; called by the collector's thread
     */
    public void tellFirstBehind(Map<Integer, Long> offsets, LongConsumer told) {
        mark = new Mark(Map.copyOf(offsets), told);
    }

    private record Mark(Map<Integer, Long> offsets, LongConsumer told) {
        boolean isBehind(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() >= offsets.getOrDefault(record.partition(), 0L);
        }
    }

    /** Takes events that became covered. Called by the collector's thread. */
    public interface CoveredEvents {

        /**
         * @param event index of the event
         * @param latencyNs from when it was due until it was visible
         */
        void covered(long event, long latencyNs);

        /** All events that one poll covered were told. */
        void pollEnded(long visibleNs, long coveredEvents);
    }

    @Override
    public void run() {
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped && !isReadToEnd()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                take(records, clock.getAsLong());
            }
        } catch (WakeupException stopRequested) {
            // close() asks for it.
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records, long visibleNs) {
        Measurement measured = measurement;
        if (measured != null) {
            measured.catchUp();
            measured.visibleNs = visibleNs;
        }
        tellFirst(records, visibleNs);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] row = record.value();
            if (!reader.read(row)) {
                takeUnusual(decoder.apply(row), measured);
            } else if (measured != null) {
                measured.counted(reader.keyIndex(), reader.count());
            }
        }
        if (measured != null) {
            measured.pollEnded();
            coveredTotal = measured.coverage.coveredTotal();
        }
    }

    /** A row that no counter writes for an event of the sequence, or not in the usual form. */
    private void takeUnusual(Optional<Count> count, Measurement measured) {
        if (count.isPresent() && Probe.isProbe(count.get().key())) {
            visibleProbes.add(count.get().key());
        } else if (measured != null && !isStranger(count)) {
            measured.row(count);
        }
    }

    /** Passes on a row that has nothing to do with the sequence, if somebody waits for such rows. */
    private boolean isStranger(Optional<Count> count) {
        Consumer<Count> taker = strangers;
        if (taker == null || count.isEmpty() || KeySpace.index(count.get().key()) >= 0) {
            return false;
        }
        taker.accept(count.get());
        return true;
    }

    private void tellFirst(ConsumerRecords<byte[], byte[]> records, long visibleNs) {
        Mark waiting = mark;
        if (waiting == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (waiting.isBehind(record)) {
                mark = null;
                waiting.told().accept(visibleNs);
                return;
            }
        }
    }

    /** The end is asked for once, by this consumer, so that under read_committed it is the last stable offset. */
    private boolean isReadToEnd() {
        if (!finishing) {
            return false;
        }
        if (end == null) {
            end = consumer.endOffsets(partitions);
        }
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= end.get(partition));
    }

    /** Ends {@link #run} as soon as everything that is in the topic now was read. */
    public void finish() {
        finishing = true;
    }

    public Set<String> visibleProbes() {
        return visibleProbes;
    }

    /** Events covered so far. */
    public long coveredTotal() {
        return coveredTotal;
    }

    /** Most rows of a partition that waited to be read, as the client saw it lately; empty if it saw none yet. */
    public OptionalLong lagRows() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("records-lag-max"))
                .map(metric -> metric.getValue().metricValue())
                .filter(value -> value instanceof Double lag && !lag.isNaN() && !lag.isInfinite())
                .mapToLong(value -> Math.round((Double) value))
                .max();
    }

    /** The account of all events. Only after {@link #run} has returned. */
    public Coverage.Account account() {
        Measurement measured = measurement;
        if (measured == null) {
            throw new IllegalStateException("nothing was measured yet");
        }
        measured.catchUp();
        return measured.coverage.account();
    }

    /** Ends {@link #run} at once. The consumer is closed by {@link #closeConsumer} after that. */
    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
    }

    /** Gives the connections back; only after {@link #run} has returned. */
    public void closeConsumer() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    /** Ties coverage to time; lives on the collector's thread. */
    private static final class Measurement {

        private final EventSequence sequence;
        private final LongSupplier attempted;
        private final CoveredEvents perEvent;
        private final Coverage coverage;
        private final Followers further;
        private long known;
        private long visibleNs;
        private long coveredInPoll;

        Measurement(
                EventSequence sequence,
                LongUnaryOperator dueNs,
                LongSupplier attempted,
                boolean rowPerEvent,
                CoveredEvents perEvent,
                Followers further) {
            this.further = further;
            this.sequence = sequence;
            this.attempted = attempted;
            this.perEvent = perEvent;
            this.coverage = new Coverage(sequence.keys().count(), rowPerEvent, event -> {
                coveredInPoll++;
                perEvent.covered(event, visibleNs - dueNs.applyAsLong(event));
            });
        }

        /**
         * Computes anew what was sent since the last poll, instead of passing it from the generator's thread: the input is
         * known. Comes after the poll, so that no row can be ahead of it.
         */
        void catchUp() {
            for (long sent = attempted.getAsLong(); known < sent; known++) {
                int key = sequence.keyIndex(known);
                coverage.sent(key, known);
                if (further.idleTimers() != null) {
                    further.idleTimers().sent(key, known);
                }
            }
        }

        void row(Optional<Count> count) {
            if (count.isEmpty() || (count.get().idle() && further.idleTimers() == null)) {
                coverage.unreadableRow();
                return;
            }
            int key = KeySpace.index(count.get().key());
            long running = count.get().runningCount();
            if (count.get().idle()) {
                // No event caused it, so it neither covers one nor repeats a row.
                further.idleTimers().row(key, running, visibleNs);
                return;
            }
            counted(key, running);
        }

        void counted(int key, long count) {
            coverage.row(key, count);
            if (further.repeated() != null) {
                further.repeated().row(key, count);
            }
        }

        void pollEnded() {
            perEvent.pollEnded(visibleNs, coveredInPoll);
            coveredInPoll = 0;
        }
    }
}
