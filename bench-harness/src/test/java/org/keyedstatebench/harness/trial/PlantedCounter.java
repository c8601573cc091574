package org.keyedstatebench.harness.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/**
 * A counter with plain Kafka clients that survives a kill, or does not because of a bug that was planted: what a campaign of faults
 * must find. Every half second it writes its counts, with the offsets that they stand for, to one file.
 */
final class PlantedCounter {

    /** What its specification calls the bug. */
    static final String KEY = "planted";

    private static final long BETWEEN_SAVES_NS = Duration.ofMillis(500).toNanos();

    enum Planted {
        NONE,
        /** A row goes out, and that its event was read is kept; the count that it belongs to is kept later. */
        STATE_AFTER_ROW,
        /** That an event was read is kept before it is counted. */
        OFFSET_BEFORE_STATE,
        /** The counts of the newest save go on at the offsets of the save before. */
        OLDER_OFFSET
    }

    /** What a save holds. */
    private record Saved(Map<String, Long> counts, Map<Integer, Long> offsets) {}

    private final JobSpec spec;
    private final Planted planted;
    private final Path folder;
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private final CountEncoder encoder = new CountEncoder();
    private long malformed;
    private long saves;

    private PlantedCounter(JobSpec spec) {
        this.spec = spec;
        this.planted = Planted.valueOf(spec.engineConfig().getOrDefault(KEY, Planted.NONE.name()));
        this.folder = Path.of(spec.state().directory());
    }

    public static void main(String[] args) {
        CounterProcess.main(
                "planted",
                new CounterOptions.Defaults("file", Trigger.PER_RECORD, Emission.PER_EVENT, 2),
                (spec, signals, stop) -> new PlantedCounter(spec).run(signals, stop),
                args);
    }

    private void run(SignalWriter signals, StopRequest stop) throws Exception {
        Files.createDirectories(folder);
        offsets.putAll(spec.source().startOffsets());
        if (spec.state().resume()) {
            resume();
        }
        Map<String, Object> settings = new HashMap<>(spec.kafka().clientProperties());
        settings.put("bootstrap.servers", spec.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = offsets.keySet().stream()
                    .map(partition -> new TopicPartition(spec.source().topic(), partition))
                    .toList();
            consumer.assign(partitions);
            offsets.forEach((partition, offset) ->
                    consumer.seek(new TopicPartition(spec.source().topic(), partition), offset));
            signals.write(new Signal.Ready("planted", "1", Map.of(KEY, planted.name())));
            work(consumer, producer, signals, stop);
        }
        signals.write(new Signal.Stopped(malformed, JvmWatch.heapPeakBytes(), Map.of()));
    }

    private void work(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            SignalWriter signals,
            StopRequest stop)
            throws IOException {
        long savedNs = System.nanoTime();
        Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
        while (!stop.isRequested()) {
            consumer.poll(Duration.ofMillis(20)).forEach(record -> {
                read.add(record);
                if (planted == Planted.OFFSET_BEFORE_STATE) {
                    offsets.put(record.partition(), record.offset() + 1);
                }
            });
            if (planted == Planted.OFFSET_BEFORE_STATE) {
                write("offsets", lines(offsets));
            }
            while (!read.isEmpty()) {
                count(read.remove(), producer);
            }
            if (planted == Planted.STATE_AFTER_ROW) {
                producer.flush();
                write("offsets", lines(offsets));
            }
            if (System.nanoTime() - savedNs > BETWEEN_SAVES_NS) {
                long beganMs = System.currentTimeMillis();
                // What the offsets stand for must be in the topic: it is not written again.
                producer.flush();
                save();
                savedNs = System.nanoTime();
                signals.write(new Signal.CheckpointCompleted(
                        ++saves, beganMs, System.currentTimeMillis() - beganMs, counts.size(), counts.size()));
            }
        }
        producer.flush();
        save();
    }

    private void count(ConsumerRecord<byte[], byte[]> record, KafkaProducer<byte[], byte[]> producer) {
        EventDecoder.decode(record.value())
                .ifPresentOrElse(
                        event -> {
                            long count = counts.merge(event.key(), 1L, Long::sum);
                            var unused = producer.send(new ProducerRecord<>(
                                    spec.sink().topic(),
                                    event.key().getBytes(UTF_8),
                                    encoder.encode(event.key(), count)));
                        },
                        () -> malformed++);
        offsets.put(record.partition(), record.offset() + 1);
    }

    private void save() throws IOException {
        if (Files.exists(folder.resolve("save"))) {
            Files.copy(folder.resolve("save"), folder.resolve("save-before"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> lines = new ArrayList<>(lines(offsets));
        counts.forEach((key, count) -> lines.add("count " + count + " " + key));
        write("save", lines);
    }

    private static List<String> lines(Map<Integer, Long> offsets) {
        List<String> lines = new ArrayList<>();
        offsets.forEach((partition, offset) -> lines.add("offset " + offset + " " + partition));
        return lines;
    }

    /** All of it or nothing. */
    private void write(String name, List<String> lines) throws IOException {
        Path whole = Files.write(folder.resolve(name + ".part"), lines);
        Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void resume() throws IOException {
        Saved newest = read("save");
        counts.putAll(newest.counts());
        Saved of = switch (planted) {
            case NONE -> newest;
            case STATE_AFTER_ROW, OFFSET_BEFORE_STATE -> read("offsets");
            case OLDER_OFFSET -> read("save-before");
        };
        offsets.putAll(of.offsets());
    }

    private Saved read(String name) throws IOException {
        Saved saved = new Saved(new HashMap<>(), new HashMap<>());
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return saved;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 3);
                if (parts[0].equals("offset")) {
                    saved.offsets().put(Integer.valueOf(parts[2]), Long.valueOf(parts[1]));
                } else {
                    saved.counts().put(parts[2], Long.valueOf(parts[1]));
                }
            }
        }
        return saved;
    }
}
