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
            "Sends events to a Kafka topic at a fixed rate, and reports how well the schedule was held.",
            "Without --bootstrap-servers it starts a broker of its own, to see what the generator can do on this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench generate --bootstrap-servers 127.0.0.1:9092 --topic events --rate 1000 --duration 60s",
            "  bench generate --rate 100000"
        })
final class GenerateCommand implements Callable<Integer> {

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
            description = "How long (default: 10s).")
    private Duration duration = Duration.ofSeconds(10);

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the event sequence (default: drawn, printed).")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        Workload workload = new ScenarioOverrides(null, null, workloadOptions.overrides(), null, null, null, null, null)
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
            return generate(kafka, workload, chosen);
        }
    }

    private int generate(KafkaCluster kafka, Workload workload, long chosenSeed) throws InterruptedException {
        Map<String, String> properties = new HashMap<>(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        LatencyRecorder lateness = new LatencyRecorder(Duration.ofHours(1).toNanos());
        EventSequence sequence = new EventSequence(chosenSeed, workload.keys());
        try (KafkaEventSink sink = new KafkaEventSink(topic, properties)) {
            Schedule schedule = new Schedule(System.nanoTime() + 50_000_000L, workload.rateHz());
            long events = schedule.firstDueAt(schedule.startNs() + duration.toNanos());
            LoadGenerator generator = new LoadGenerator(
                    sequence,
                    workload.payloadBytes(),
                    schedule,
                    workload.malformedEvery(),
                    sink,
                    Pacer.parking(System::nanoTime, () -> Thread.currentThread().isInterrupted()),
                    System::currentTimeMillis,
                    lateness::record);
            generator.measure(new Window(0, events));
            generator.stopAfter(events);
            Thread sender = new Thread(generator, "generator");
            sender.start();
            try {
                while (sender.isAlive()) {
                    sender.join(1000);
                    System.err.printf(Locale.ROOT, "%,d of %,d events sent%n", generator.attempted(), events);
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
