package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.trial.Delivery;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.LatencyRecorder;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Percentiles;
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
        Workload workload = workloadOptions
                .saidOrFullSpeed()
                .apply(engines.catalogue().scenarios().compare())
                .workload();
        long drawn = seed.givenOrDrawn();
        EventSequence sequence = new EventSequence(drawn, workload.keys());
        kafkaOptions.check(Map.of("acks", acks));
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(Terminal::warn)) {
            KafkaCluster kafka = cleanUp.closing(kafkaOptions.open(
                    engines.catalogue(), temporary.folder(), temporary.folder().resolve("broker.log")));
            System.err.println(kafka.description() + ", seed " + drawn);
            try (Topics topics = kafkaOptions.topics(kafka, Terminal::warn)) {
                Topics.Shape existing = topics.find(topic).orElse(null);
                if (existing == null) {
                    topics.create(topic, workload.partitions());
                } else {
                    checkIsAsAskedFor("--partitions", workloadOptions.partitions, existing.partitions());
                    checkIsAsAskedFor(
                            "--replication-factor", kafkaOptions.replicationFactor, existing.replicationFactor());
                }
            }
            Map<String, String> properties = new HashMap<>();
            properties.put("acks", acks);
            properties.putAll(kafka.clientProperties());
            properties.put("bootstrap.servers", kafka.bootstrapServers());
            KafkaEventSink sink = cleanUp.closing(
                    workloadOptions.isFullSpeed()
                            ? new KafkaEventSink(topic, KafkaEventSink.fullSpeedSettings(properties))
                            : new KafkaEventSink(topic, properties));
            boolean all = workloadOptions.isFullSpeed()
                    ? generateAtFullSpeed(kafka, sink, workload, sequence, properties.get("acks"))
                    : generate(kafka, sink, workload, sequence);
            sink.firstFailure().ifPresent(failure -> System.err.println("bench: first failure: " + failure));
            return all && sink.failed() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    /** A topic that is there is taken as it is: an option that wants it differently would be without effect. */
    private void checkIsAsAskedFor(String option, Number asked, int existing) {
        if (asked != null && asked.intValue() != existing) {
            throw new IllegalArgumentException(option + " " + asked + ": the topic '" + topic + "' exists and has "
                    + existing + "; leave the option out, or give another --topic");
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
            KafkaCluster kafka, KafkaEventSink sink, Workload workload, EventSequence sequence, String effectiveAcks)
            throws InterruptedException {
        long warmUp = warmUpEvents == null ? 0 : warmUpEvents;
        long end = warmUp + (events == null ? 2_000_000 : events);
        long startNs = 0;
        LoadGenerator load = null;
        for (long[] range : new long[][] {{0, warmUp}, {warmUp, end}}) {
            LoadGenerator part = LoadGenerator.atFullSpeed(
                    sequence, workload.payloadBytes(), 0, range[0], range[1], sink, System::currentTimeMillis);
            startNs = System.nanoTime();
            deliver(part, sink, kafka, "");
            load = part;
        }
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
        return load.attempted() == end;
    }

    /** @return whether all events were sent */
    private boolean generate(KafkaCluster kafka, KafkaEventSink sink, Workload workload, EventSequence sequence)
            throws InterruptedException {
        LatencyRecorder lateness = new LatencyRecorder(Duration.ofHours(1).toNanos());
        Schedule schedule = new Schedule(System.nanoTime() + 50_000_000L, workload.rateHz());
        long scheduled =
                schedule.firstDueAt(schedule.startNs() + (duration == null ? DEFAULT_DURATION : duration).toNanos());
        LoadGenerator load = new LoadGenerator(
                sequence,
                workload.payloadBytes(),
                schedule,
                workload.malformedEvery(),
                sink,
                Pacer.parking(System::nanoTime, () -> Thread.currentThread().isInterrupted()),
                System::currentTimeMillis,
                lateness::record);
        load.measure(schedule.window(0, scheduled));
        load.stopAfter(scheduled);
        deliver(load, sink, kafka, String.format(Locale.ROOT, " of %,d", scheduled));
        Percentiles late = Percentiles.of(lateness.takeInterval());
        System.out.printf(
                Locale.ROOT,
                "sent %,d events and %,d malformed records, %,d failed%nrate %,.0f of %,d events/s%n"
                        + "lateness p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, max %.3f ms%n",
                load.attempted(),
                load.malformedSent(),
                sink.failed(),
                load.windowRateHz(),
                workload.rateHz(),
                late.p50() / 1e6,
                late.p99() / 1e6,
                late.p999() / 1e6,
                late.max() / 1e6);
        return load.attempted() == scheduled;
    }

    private static void deliver(LoadGenerator load, KafkaEventSink sink, KafkaCluster kafka, String ofAll)
            throws InterruptedException {
        Delivery.of(
                load,
                sink,
                kafka,
                () -> System.err.printf(Locale.ROOT, "%,d%s events sent%n", load.attempted(), ofAll));
    }
}
