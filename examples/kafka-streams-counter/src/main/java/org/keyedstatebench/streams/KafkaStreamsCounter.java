package org.keyedstatebench.streams;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.Counter;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.CounterProcess;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/**
 * The running counter as a Kafka Streams application.
 *
 * <p>Kafka Streams keeps its progress and its state in Kafka, under an application id; the state folder holds that id beside the
 * local stores, so that a job goes on from what is in its folder, and a job with a new folder starts anew. Everything in Kafka is named
 * after the output topic, and removed when a job that is not to go on is stopped.
 */
public final class KafkaStreamsCounter implements Counter {

    private static final String NAME = "kafka-streams";
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
    private static final Set<String> METRICS = Set.of("commit-total", "process-total", "poll-total");

    private final PrintStream out;

    KafkaStreamsCounter(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        CounterProcess.main(
                NAME,
                new CounterOptions.Defaults(Refusals.ROCKSDB, Trigger.PER_RECORD, Emission.PER_EVENT, 2),
                // Not earlier: under the harness, standard output has been redirected by now.
                (spec, signals, stop) -> new KafkaStreamsCounter(System.out).run(spec, signals, stop),
                args);
    }

    @Override
    public void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        Refusals.check(spec);
        Path idFile = Path.of(spec.state().directory()).resolve("application.id");
        boolean goesOn = spec.state().resume() && Files.exists(idFile);
        String id = goesOn ? Files.readString(idFile, StandardCharsets.UTF_8) : newId(spec);
        Properties properties = Settings.of(spec, id);
        Map<String, Object> clients = new HashMap<>(spec.kafka().clientProperties());
        try (Offsets offsets = new Offsets(clients, spec.kafka().bootstrapServers())) {
            if (spec.sink().kind() == SinkKind.KAFKA) {
                offsets.partitionsOf(spec.sink().topic());
            }
            if (!goesOn) {
                offsets.start(id, spec.source());
                write(idFile, id);
            }
            LongAdder malformed = new LongAdder();
            count(spec, properties, goesOn ? replay(spec, id, offsets) : Replay.NONE, malformed, signals, stop);
            if (!spec.state().resume()) {
                // What stays behind costs no result.
                try (CleanUp cleanUp = CleanUp.onStandardError()) {
                    cleanUp.closing(() -> offsets.remove(id));
                }
            }
        }
    }

    private static String newId(JobSpec spec) {
        String base = spec.sink().kind() == SinkKind.KAFKA ? spec.sink().topic() : spec.name();
        return base + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void write(Path idFile, String id) throws IOException {
        Files.createDirectories(idFile.getParent());
        Files.writeString(idFile, id, StandardCharsets.UTF_8);
    }

    private static String changelog(String id) {
        return id + "-" + CountPerKey.STORE + "-changelog";
    }

    private static Replay replay(JobSpec spec, String id, Offsets offsets) throws Exception {
        // With exactly-once, counts and offsets were committed together.
        if (spec.state().guarantee() == Guarantee.EXACTLY_ONCE || !offsets.exists(changelog(id))) {
            return Replay.NONE;
        }
        Map<String, Object> properties = new HashMap<>(spec.kafka().clientProperties());
        properties.put("bootstrap.servers", spec.kafka().bootstrapServers());
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            return Replay.read(consumer, spec.source().topic(), changelog(id), offsets.committed(id));
        }
    }

    private void count(
            JobSpec spec,
            Properties properties,
            Replay replay,
            LongAdder malformed,
            SignalWriter signals,
            StopRequest stop)
            throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> ready = new AtomicReference<>(false);
        try (KafkaStreams streams = new KafkaStreams(CountTopology.of(spec, malformed, replay, out), properties)) {
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.compareAndSet(null, thrown);
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((state, before) -> {
                if (state == KafkaStreams.State.RUNNING && !ready.getAndSet(true)) {
                    signals.write(new Signal.Ready(
                            NAME,
                            AppInfoParser.getVersion(),
                            Settings.inEffect(properties, spec.state().backend())));
                }
            });
            streams.start();
            Commits commits = new Commits(changelog(properties.getProperty("application.id")));
            while (!stop.await(TICK)
                    && failure.get() == null
                    && !streams.state().hasCompletedShutdown()) {
                Signal commit = commits.since(streams.metrics(), System.currentTimeMillis());
                if (commit != null) {
                    signals.write(commit);
                }
            }
            Map<String, Double> metrics = metrics(streams);
            // A group with members cannot be removed.
            boolean closed = streams.close(CloseOptions.timeout(STOP_LIMIT)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            if (failure.get() != null) {
                throw failed(failure.get());
            }
            if (!closed) {
                throw new StreamsFailure("Kafka Streams did not stop within " + STOP_LIMIT.toSeconds() + " s");
            }
            signals.write(new Signal.Stopped(malformed.sum(), JvmWatch.heapPeakBytes(), metrics));
        }
    }

    /** Totals over all threads. */
    private static Map<String, Double> metrics(KafkaStreams streams) {
        Map<String, Double> totals = new TreeMap<>();
        streams.metrics().forEach((name, metric) -> {
            if (name.group().equals("stream-thread-metrics")
                    && METRICS.contains(name.name())
                    && metric.metricValue() instanceof Number value) {
                totals.merge(name.name(), value.doubleValue(), Double::sum);
            }
        });
        return totals;
    }

    /** What this counter says itself stands in the words of Kafka Streams somewhere below. */
    private static StreamsFailure failed(Throwable thrown) {
        Throwable cause = thrown;
        while (!(cause instanceof StreamsFailure) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof StreamsFailure own ? own : new StreamsFailure("Kafka Streams ended: " + cause, thrown);
    }
}
