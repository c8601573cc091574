package org.keyedstatebench.yardstick;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A KafkaProducer and a KafkaConsumer with the harness's traffic and nothing else: ready-made records go out at a fixed rate, rows
 * come in and are dropped. What the harness needs beyond this process is its own cost.
 *
 * <p>Each line on standard input is a number of seconds: so long it runs, and then prints one line with the CPU seconds of this
 * process, the records sent and the rows received. It ends with its input.
 */
final class BareClients {

    private static final int RECORDS = 1000;
    private static final int PARTITIONS = 4;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Duration POLL = Duration.ofMillis(100);

    /** How often records go out, the due ones together: a producer's user who needs no schedule would pace like this. */
    private static final long PERIOD_NS = 1_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String inputTopic;
    private final long rateHz;
    private final byte[][] keys = new byte[RECORDS][];
    private final byte[][] values = new byte[RECORDS][];
    private volatile boolean stopped;
    private final AtomicLong received = new AtomicLong();

    private BareClients(String bootstrapServers, String inputTopic, String outputTopic, long rateHz, int recordBytes) {
        this.inputTopic = inputTopic;
        this.rateHz = rateHz;
        producer = new KafkaProducer<>(
                producerSettings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                consumerSettings(bootstrapServers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(outputTopic, p))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        for (int n = 0; n < RECORDS; n++) {
            keys[n] = key(n);
            values[n] = value(n, recordBytes);
        }
    }

    static byte[] key(int n) {
        return ("key-" + n % 100).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * An event that a counter counts; its type is as long as it takes.
     *
     * @param recordBytes of key and value together
     */
    static byte[] value(int n, int recordBytes) {
        String key = new String(key(n), StandardCharsets.US_ASCII);
        String format =
                "{\"event_id\":\"%016x\",\"event_type\":\"%s\",\"key\":\"%s\",\"value\":%d,\"produced_at\":1760000000000}";
        int value = 100 + n % 900;
        int missing = recordBytes
                - key.length()
                - String.format(Locale.ROOT, format, n, "", key, value).length();
        if (missing < 1) {
            throw new IllegalArgumentException(
                    "a record must have at least " + (recordBytes - missing + 1) + " bytes, got " + recordBytes);
        }
        return String.format(Locale.ROOT, format, n, "t".repeat(missing), key, value)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @param args bootstrap servers, topic of the events, topic of the counts, events per second, bytes of key and value */
    static void run(String[] args) throws IOException, InterruptedException {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "expected BOOTSTRAP_SERVERS INPUT_TOPIC OUTPUT_TOPIC RATE RECORD_BYTES, got "
                            + String.join(" ", args));
        }
        BareClients clients =
                new BareClients(args[0], args[1], args[2], Long.parseLong(args[3]), Integer.parseInt(args[4]));
        Thread reader = new Thread(clients::receive, "bare-consumer");
        // Without it only half of the traffic is there, and whoever asks would take that for all.
        reader.setUncaughtExceptionHandler((thread, e) -> {
            System.err.println("the " + thread.getName() + " died: " + e);
            Runtime.getRuntime().halt(1);
        });
        reader.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            clients.block(Integer.parseInt(line.strip()));
        }
        clients.stopped = true;
        reader.join();
        clients.producer.close(Duration.ofSeconds(1));
    }

    private void block(int seconds) {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long receivedBefore = received.get();
        long cpuBefore = os.getProcessCpuTime();
        long events = seconds * rateHz;
        long start = System.nanoTime();
        for (long sent = 0; sent < events; ) {
            long due = Math.min(events, due(System.nanoTime() - start, rateHz));
            for (; sent < due; sent++) {
                int n = (int) (sent % RECORDS);
                var unused = producer.send(new ProducerRecord<>(inputTopic, keys[n], values[n]));
            }
            LockSupport.parkNanos(PERIOD_NS);
        }
        long cpu = os.getProcessCpuTime() - cpuBefore;
        System.out.printf(Locale.ROOT, "%.6f %d %d%n", cpu / 1e9, events, received.get() - receivedBefore);
    }

    /** How many records should have gone out after so many nanoseconds. */
    static long due(long elapsedNs, long rateHz) {
        return elapsedNs / SECOND_NS * rateHz + elapsedNs % SECOND_NS * rateHz / SECOND_NS;
    }

    private void receive() {
        while (!stopped) {
            received.addAndGet(consumer.poll(POLL).count());
        }
        consumer.close();
    }

    private static Properties producerSettings(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("linger.ms", "2");
        settings.put("batch.size", "65536");
        settings.put("acks", "all");
        settings.put("buffer.memory", "134217728");
        settings.put("compression.type", "none");
        settings.put("client.id", "bare-producer");
        return settings;
    }

    private static Properties consumerSettings(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("fetch.min.bytes", "1");
        settings.put("fetch.max.wait.ms", "100");
        settings.put("max.poll.records", "10000");
        settings.put("receive.buffer.bytes", "-1");
        settings.put("max.partition.fetch.bytes", "4194304");
        settings.put("isolation.level", "read_uncommitted");
        settings.put("enable.auto.commit", "false");
        settings.put("client.id", "bare-consumer");
        return settings;
    }
}
