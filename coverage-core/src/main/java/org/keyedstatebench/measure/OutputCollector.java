package org.keyedstatebench.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
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
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.process.Worker;

/**
 * Reads the output topic in a thread of its own and turns each row into coverage; the moment that a poll returns is when its rows
 * are visible. Thread-safe, but for its start and its end, which belong to one thread.
 */
public final class OutputCollector implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final LongSupplier clock;
    private final Set<String> visibleProbes = ConcurrentHashMap.newKeySet();
    private final CountReader reader = new CountReader();

    private final Function<byte[], Optional<Count>> decoder;

    private volatile VisibleEvents measured;
    private volatile Consumer<Count> strangers;
    private volatile Mark mark;
    private volatile boolean finishing;
    private Map<TopicPartition, Long> end;
    private volatile boolean stopped;
    private volatile long coveredTotal;
    private volatile long overdue;
    private volatile CompletableFuture<Coverage.Account> asked;
    private Worker thread;

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

    /** What rows are measured against; set once, before the first event is sent. */
    public void measure(VisibleEvents events) {
        this.measured = events;
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

    /** Begins to read, once. */
    public void start() {
        thread = Worker.start("collector", this::run);
    }

    private void run() {
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
        VisibleEvents events = measured;
        if (events != null) {
            events.pollReturned(visibleNs);
        }
        tellFirst(records, visibleNs);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] row = record.value();
            if (!reader.read(row)) {
                takeUnusual(decoder.apply(row), events);
            } else if (events != null) {
                events.row(reader.keyIndex(), reader.count());
            }
        }
        if (events != null) {
            coveredTotal = events.pollEnded();
            CompletableFuture<Coverage.Account> waiting = asked;
            if (waiting != null) {
                asked = null;
                Coverage.Account account = events.accountSoFar();
                overdue = events.overdue();
                waiting.complete(account);
            }
            overdue = events.overdue();
        }
    }

    /**
     * Asks for the account as it is after the next poll, at most a tenth of a second later; the load may go on. One is answered at a
     * time.
     *
     * @return completed by the collector's thread
     */
    public CompletableFuture<Coverage.Account> accountSoFar() {
        CompletableFuture<Coverage.Account> account = new CompletableFuture<>();
        asked = account;
        return account;
    }

    /** How many events are still uncovered of those that had been sent when the last account so far was taken. */
    public long overdue() {
        return overdue;
    }

    /** A row that no counter writes for an event of the sequence, or not in the usual form. */
    private void takeUnusual(Optional<Count> count, VisibleEvents events) {
        if (count.isPresent() && Probe.isProbe(count.get().key())) {
            visibleProbes.add(count.get().key());
        } else if (events != null && !isStranger(count)) {
            events.unusualRow(count);
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

    /** @throws org.keyedstatebench.process.WorkerDiedException if the thread died */
    public void failIfDied() {
        thread.failIfDied();
    }

    /**
     * Reads everything that is in the topic now, and no more.
     *
     * @return the account of all events; empty if reading takes longer
     * @throws org.keyedstatebench.process.WorkerDiedException if the thread died
     * @throws IllegalStateException if nothing was measured
     */
    public Optional<Coverage.Account> finish(Duration atMost) throws InterruptedException {
        finishing = true;
        thread.join(atMost);
        thread.failIfDied();
        if (thread.isAlive()) {
            return Optional.empty();
        }
        VisibleEvents events = measured;
        if (events == null) {
            throw new IllegalStateException("nothing was measured yet");
        }
        return Optional.of(events.account());
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

    /** Ends reading at once and gives the connections back. */
    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        if (thread != null) {
            thread.joinQuietly(Duration.ofSeconds(1));
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
