package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.trial.Delivery;
import org.keyedstatebench.load.FullSpeed;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.LatencyRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.scenario.ScenarioOverrides;
import org.keyedstatebench.scenario.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drives the load generator alone: to feed a job that is tried by hand, or to see what the generator can do here. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends events to a Kafka topic at a fixed rate, and reports how well the schedule was held;",
            "or, with --rate max, as fast as Kafka takes them.",
            "Without --bootstrap-servers it starts a broker of its own, to see what the generator can do on this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench generate --bootstrap-servers 127.0.0.1:9092 --topic events --rate 1000 --duration 60s",
            "  bench generate --rate 100000",
            "  bench generate --rate max --events 5000000 --acks 1"
        })
final class GenerateCommand implements Callable<Integer> {

    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);

    @Mixin
    private KafkaOptions kafkaOptions;

    @Mixin
    private WorkloadOptions workloadOptions;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Topic; created if it is not there (default: ${DEFAULT-VALUE}).")
    private String topic = "events";

    @Option(names = "--duration", paramLabel = "T", description = "How long, at a fixed rate (default: 10s).")
    private Duration duration;

    @Option(names = "--events", paramLabel = "N", description = "How many, with --rate max (default: 2000000).")
    private Long events;

    @Option(
            names = "--warm-up-events",
            paramLabel = "N",
            description = "Events before these that do not count, with --rate max (default: 0).")
    private Long warmUpEvents;

    @Option(
            names = "--acks",
            paramLabel = "HOW",
            description = "What the producer waits for: 0, 1 or all (default: ${DEFAULT-VALUE}).")
    private String acks = "all";

    @Mixin
    private SeedOption seed;

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        EngineOptions engines = new EngineOptions();
        ScenarioOverrides.OfWorkload overrides = workloadOptions.overridesOrFullSpeed();
        Workload workload = new ScenarioOverrides(null, null, overrides, null, null, null, null, null)
                .apply(engines.scenarios().compare())
                .workload();
        long chosen = seed.givenOrDrawn();
        kafkaOptions.check(Map.of("acks", acks));
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(Terminal::warn)) {
            KafkaCluster kafka = cleanUp.closing(kafkaOptions.open(
                    engines.catalogue(), temporary.folder(), temporary.folder().resolve("broker.log")));
            System.err.println(kafka.description() + ", seed " + chosen);
            try (Topics topics = kafkaOptions.topics(kafka, Terminal::warn)) {
                Optional<Topics.Shape> existing = topics.find(topic);
                if (existing.isPresent()) {
                    checkIsAsAskedFor(existing.get(), overrides.partitions());
                } else {
                    topics.create(topic, workload.partitions());
                }
            }
            Map<String, String> properties = new HashMap<>();
            properties.put("acks", acks);
            properties.putAll(kafka.clientProperties());
            properties.put("bootstrap.servers", kafka.bootstrapServers());
            KafkaEventSink sink = cleanUp.closing(
                    workloadOptions.isFullSpeed()
                            ? KafkaEventSink.forFullSpeed(topic, properties)
                            : new KafkaEventSink(topic, properties));
            boolean all = workloadOptions.isFullSpeed()
                    ? generateAtFullSpeed(kafka, sink, workload, chosen, properties.get("acks"))
                    : generate(kafka, sink, workload, chosen);
            sink.firstFailure().ifPresent(failure -> System.err.println("bench: first failure: " + failure));
            return all && sink.failed() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    /** A topic that is there is taken as it is: an option that wants it differently would be without effect. */
    private void checkIsAsAskedFor(Topics.Shape existing, Integer partitions) {
        if (partitions != null && partitions != existing.partitions()) {
            throw new IllegalArgumentException("--partitions " + partitions + ": the topic '" + topic
                    + "' exists and has " + existing.partitions() + "; leave the option out, or give another --topic");
        }
        Optional<Short> replicas = kafkaOptions.replicationFactor();
        if (replicas.isPresent() && replicas.get() != existing.replicationFactor()) {
            throw new IllegalArgumentException(
                    "--replication-factor " + replicas.get() + ": the topic '" + topic + "' exists and has "
                            + existing.replicationFactor() + "; leave the option out, or give another --topic");
        }
    }

    private void checkOptions() {
        if (!acks.matches("0|1|-1|all")) {
            throw new IllegalArgumentException("--acks must be 0, 1 or all, got '" + acks + "'");
        }
        if (workloadOptions.isFullSpeed() && duration != null) {
            throw new IllegalArgumentException("--duration is for a fixed rate: with --rate max give --events");
        }
        if (!workloadOptions.isFullSpeed() && (events != null || warmUpEvents != null)) {
            throw new IllegalArgumentException(
                    "--events and --warm-up-events are for --rate max: with a fixed rate give --duration");
        }
        if (duration != null && (duration.isZero() || duration.isNegative())) {
            throw new IllegalArgumentException("--duration must be above 0, got " + Durations.format(duration));
        }
        if ((events != null && events < 1) || (warmUpEvents != null && warmUpEvents < 0)) {
            throw new IllegalArgumentException("--events must be at least 1 and --warm-up-events at least 0, got "
                    + events + " and " + warmUpEvents);
        }
    }

    /** @return whether all events were sent */
    private boolean generateAtFullSpeed(
            KafkaCluster kafka, KafkaEventSink sink, Workload workload, long chosenSeed, String effectiveAcks)
            throws InterruptedException {
        long warmUp = warmUpEvents == null ? 0 : warmUpEvents;
        long counted = events == null ? 2_000_000 : events;
        EventSequence sequence = new EventSequence(chosenSeed, workload.keys());
        send(kafka, sink, fullSpeed(sequence, workload, 0, warmUp, sink));
        long startNs = System.nanoTime();
        FullSpeed load = fullSpeed(sequence, workload, warmUp, warmUp + counted, sink);
        send(kafka, sink, load);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        long sent = load.attempted() - warmUp;
        System.out.printf(
                Locale.ROOT,
                "sent %,d events in %.2f s, %,d failed%nrate %,.0f events/s, acks=%s%n",
                sent,
                seconds,
                sink.failed(),
                sent / seconds,
                effectiveAcks);
        return sent == counted;
    }

    private static FullSpeed fullSpeed(
            EventSequence sequence, Workload workload, long from, long to, KafkaEventSink sink) {
        return new FullSpeed(sequence, workload.payloadBytes(), from, to, sink, System::currentTimeMillis);
    }

    private static void send(KafkaCluster kafka, KafkaEventSink sink, FullSpeed load) throws InterruptedException {
        try {
            Delivery.of(
                    load,
                    sink,
                    kafka,
                    () -> System.err.println(String.format(Locale.ROOT, "%,d events sent", load.attempted())));
        } finally {
            load.stop();
        }
    }

    /** @return whether all events were sent */
    private boolean generate(KafkaCluster kafka, KafkaEventSink sink, Workload workload, long chosenSeed)
            throws InterruptedException {
        LatencyRecorder lateness = new LatencyRecorder(Duration.ofHours(1).toNanos());
        EventSequence sequence = new EventSequence(chosenSeed, workload.keys());
        Schedule schedule = new Schedule(System.nanoTime() + 50_000_000L, workload.rateHz());
        long scheduled =
                schedule.firstDueAt(schedule.startNs() + (duration == null ? DEFAULT_DURATION : duration).toNanos());
        LoadGenerator generator = new LoadGenerator(
                sequence,
                workload.payloadBytes(),
                schedule,
                workload.malformedEvery(),
                sink,
                Pacer.parking(System::nanoTime, () -> Thread.currentThread().isInterrupted()),
                System::currentTimeMillis,
                lateness::record);
        generator.measure(new Window(0, scheduled));
        generator.stopAfter(scheduled);
        try {
            Delivery.of(
                    generator,
                    sink,
                    kafka,
                    () -> System.err.println(
                            String.format(Locale.ROOT, "%,d of %,d events sent", generator.attempted(), scheduled)));
        } finally {
            generator.stop();
        }
        report(generator, lateness.takeInterval(), sink, workload);
        return generator.attempted() == scheduled;
    }

    private static void report(LoadGenerator generator, Histogram lateness, KafkaEventSink sink, Workload workload) {
        Percentiles p = Percentiles.of(lateness);
        List<String> lines = List.of(
                String.format(
                        Locale.ROOT,
                        "sent %,d events and %,d malformed records, %,d failed",
                        generator.attempted(),
                        generator.malformedSent(),
                        sink.failed()),
                String.format(Locale.ROOT, "rate %,.0f of %,d events/s", generator.windowRateHz(), workload.rateHz()),
                String.format(
                        Locale.ROOT,
                        "lateness p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, max %.3f ms",
                        p.p50() / 1e6,
                        p.p99() / 1e6,
                        p.p999() / 1e6,
                        p.max() / 1e6));
        lines.forEach(System.out::println);
    }
}
