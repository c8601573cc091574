package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.load.FullSpeed;
import org.keyedstatebench.harness.load.KafkaEventSink;
import org.keyedstatebench.harness.load.LoadGenerator;
import org.keyedstatebench.harness.load.Pacer;
import org.keyedstatebench.harness.load.Schedule;
import org.keyedstatebench.harness.measure.LatencyRecorder;
import org.keyedstatebench.harness.measure.Window;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.scenario.ScenarioOverrides;
import org.keyedstatebench.harness.scenario.Scenarios;
import org.keyedstatebench.harness.scenario.Workload;
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

    @Option(
            names = "--duration",
            paramLabel = "T",
            converter = ScenarioOptions.DurationConverter.class,
            description = "How long, at a fixed rate (default: 10s).")
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

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the event sequence (default: drawn, printed).")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        ScenarioOverrides.OfWorkload overrides =
                workloadOptions.isFullSpeed() ? workloadOptions.overridesAtFullSpeed() : workloadOptions.overrides();
        Workload workload = new ScenarioOverrides(null, null, overrides, null, null, null, null, null)
                .apply(Scenarios.COMPARE)
                .workload();
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 1_000_000) : seed;
        try (TemporaryRoot temporary = TemporaryRoot.create();
                KafkaCluster kafka = kafkaOptions.open(
                        new EngineCatalogue(Home.folder()),
                        temporary.folder(),
                        temporary.folder().resolve("broker.log"))) {
            System.err.println(kafka.description() + ", seed " + chosen);
            try (Topics topics = new Topics(kafka)) {
                if (!topics.exists(topic)) {
                    topics.create(topic, workload.partitions());
                }
            }
            Map<String, String> properties = new HashMap<>();
            properties.put("acks", acks);
            properties.putAll(kafka.clientProperties());
            properties.put("bootstrap.servers", kafka.bootstrapServers());
            return workloadOptions.isFullSpeed()
                    ? generateAtFullSpeed(properties, workload, chosen)
                    : generate(properties, workload, chosen);
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
        if ((events != null && events < 1) || (warmUpEvents != null && warmUpEvents < 0)) {
            throw new IllegalArgumentException("--events must be at least 1 and --warm-up-events at least 0, got "
                    + events + " and " + warmUpEvents);
        }
    }

    private int generateAtFullSpeed(Map<String, String> properties, Workload workload, long chosenSeed)
            throws InterruptedException {
        long warmUp = warmUpEvents == null ? 0 : warmUpEvents;
        long counted = events == null ? 2_000_000 : events;
        EventSequence sequence = new EventSequence(chosenSeed, workload.keys());
        try (KafkaEventSink sink = KafkaEventSink.forFullSpeed(topic, properties)) {
            send(sink, new FullSpeed(sequence, workload.payloadBytes(), 0, warmUp, sink, System::currentTimeMillis));
            long startNs = System.nanoTime();
            send(
                    sink,
                    new FullSpeed(
                            sequence,
                            workload.payloadBytes(),
                            warmUp,
                            warmUp + counted,
                            sink,
                            System::currentTimeMillis));
            double seconds = (System.nanoTime() - startNs) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "sent %,d events in %.2f s, %,d failed%nrate %,.0f events/s, acks=%s%n",
                    counted,
                    seconds,
                    sink.failed(),
                    counted / seconds,
                    acks);
            sink.firstFailure().ifPresent(failure -> System.err.println("first failure: " + failure));
            return sink.failed() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    /** Returns when Kafka has acknowledged all. */
    private static void send(KafkaEventSink sink, FullSpeed load) throws InterruptedException {
        Thread sender = new Thread(load, "generator");
        sender.start();
        try {
            for (sender.join(1000); sender.isAlive(); sender.join(1000)) {
                System.err.printf(Locale.ROOT, "%,d events sent%n", load.attempted());
            }
            sink.flush();
        } finally {
            load.stop();
            sender.interrupt();
            sender.join(2000);
        }
    }

    private int generate(Map<String, String> properties, Workload workload, long chosenSeed)
            throws InterruptedException {
        LatencyRecorder lateness = new LatencyRecorder(Duration.ofHours(1).toNanos());
        EventSequence sequence = new EventSequence(chosenSeed, workload.keys());
        try (KafkaEventSink sink = new KafkaEventSink(topic, properties)) {
            Schedule schedule = new Schedule(System.nanoTime() + 50_000_000L, workload.rateHz());
            long scheduled = schedule.firstDueAt(
                    schedule.startNs() + (duration == null ? DEFAULT_DURATION : duration).toNanos());
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
            Thread sender = new Thread(generator, "generator");
            sender.start();
            try {
                while (sender.isAlive()) {
                    sender.join(1000);
                    System.err.printf(Locale.ROOT, "%,d of %,d events sent%n", generator.attempted(), scheduled);
                }
                sink.flush();
            } finally {
                generator.stop();
                sender.interrupt();
                sender.join(2000);
            }
            report(generator, lateness.takeInterval(), sink, workload);
            return sink.failed() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
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
        sink.firstFailure().ifPresent(failure -> System.err.println("first failure: " + failure));
    }
}
