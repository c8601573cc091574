package org.keyedstatebench.yardstick;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.micro.StepListener;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RunFolder;

/**
 * Measures the harness itself beside its yardsticks, the two sides by turns, so that what disturbs the machine disturbs both. Used
 * by one thread; an interrupt ends it, and what was measured until then is in the folder.
 */
public final class SelfRun {

    private static final int PARTITIONS = 4;
    private static final List<String> SAME_SETTINGS =
            List.of("acks", "linger.ms", "batch.size", "buffer.memory", "compression.type");

    private final SelfPlan plan;
    private final EngineCatalogue catalogue;
    private final KafkaCluster kafka;
    private final Topics topics;
    private final Environment environment;
    private final Path temporaryFolder;
    private final RunFolder folder;
    private final SelfSteps steps;
    private final SelfEngines engines;
    private final Map<String, String> clientProperties;
    private final String topicPrefix;
    private final List<String> usedTopics = new ArrayList<>();

    private final List<SelfResult.HotPath> hotPath = new ArrayList<>();
    private final List<SelfResult.FullSpeed> fullSpeed = new ArrayList<>();
    private final List<SelfResult.Lateness> lateness = new ArrayList<>();
    private final List<SelfResult.Cpu> cpu = new ArrayList<>();

    public SelfRun(
            SelfPlan plan,
            EngineCatalogue catalogue,
            KafkaCluster kafka,
            Topics topics,
            Environment environment,
            Path temporaryFolder,
            RunFolder folder,
            StepListener listener) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.kafka = kafka;
        this.topics = topics;
        this.environment = environment;
        this.temporaryFolder = temporaryFolder;
        this.folder = folder;
        this.engines = new SelfEngines(catalogue, kafka, topics, temporaryFolder, folder.path());
        this.steps = new SelfSteps(plan, System::nanoTime, listener);
        this.clientProperties = new HashMap<>(kafka.clientProperties());
        this.clientProperties.put("bootstrap.servers", kafka.bootstrapServers());
        this.topicPrefix = Topics.prefix(folder.id());
    }

    public SelfResult run() throws InterruptedException {
        steps.start();
        try {
            measureHotPath();
            compareFullSpeed();
            measureLateness();
            compareCpu();
            return result();
        } finally {
            if (kafka.obituary().isEmpty()) {
                topics.delete(usedTopics);
            }
        }
    }

    /** As far as it was measured. */
    public SelfResult result() {
        return new SelfResult(
                SelfResult.SCHEMA_VERSION,
                folder.id(),
                environment,
                plan,
                recordBytes(),
                hotPath,
                fullSpeed,
                lateness,
                cpu);
    }

    private void measureHotPath() {
        steps.begin(SelfSteps.Step.HOT_PATH, "coverage and recording", 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        HotPathCost cost =
                new HotPathCost(plan.hotPathEvents(), System::nanoTime, threads::getCurrentThreadAllocatedBytes);
        cost.warmUp();
        for (int block = 1; block <= plan.blocks(); block++) {
            hotPath.add(cost.measure(block));
        }
        store();
    }

    private void compareFullSpeed() throws InterruptedException {
        for (int block = 1; block <= plan.blocks(); block++) {
            for (String acks : List.of("1", "all")) {
                steps.begin(SelfSteps.Step.FULL_SPEED, "full speed, acks=" + acks, block);
                // Each block has topics of its own, so that neither side finds a longer log than the other.
                String suffix = "-" + acks + "-" + block;
                double generator;
                double tool;
                // Who begins changes, because the second finds a warmer broker.
                if (block % 2 == 1) {
                    tool = kafkaToolRate(newTopic("tool" + suffix), acks);
                    generator = generatorRate(newTopic("generator" + suffix), acks);
                } else {
                    generator = generatorRate(newTopic("generator" + suffix), acks);
                    tool = kafkaToolRate(newTopic("tool" + suffix), acks);
                }
                fullSpeed.add(new SelfResult.FullSpeed(block, acks, generator, tool));
                store();
            }
        }
    }

    private double generatorRate(String topic, String acks) throws InterruptedException {
        List<String> arguments = List.of(
                "generate",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--topic=" + topic,
                "--rate=max",
                "--acks=" + acks,
                "--seed=1",
                "--events=" + plan.fullSpeedEvents(),
                "--warm-up-events=" + plan.fullSpeedWarmUp());
        return FullSpeedProcess.rate(
                catalogue.argsFile("bench-harness"),
                List.of("-Djava.io.tmpdir=" + temporaryFolder, "-Dbench.home=" + catalogue.home()),
                arguments,
                FullSpeedProcess.GENERATOR_RATE);
    }

    private double kafkaToolRate(String topic, String acks) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "producer-performance",
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--topic",
                topic,
                "--num-records",
                Long.toString(plan.fullSpeedWarmUp() + plan.fullSpeedEvents()),
                "--warmup-records",
                Long.toString(plan.fullSpeedWarmUp()),
                "--record-size",
                Integer.toString(recordBytes()),
                "--throughput",
                "-1",
                "--command-property",
                "client.id=yardstick"));
        // What decides about speed is the generator's, name by name.
        Properties same = KafkaEventSink.fullSpeedSettings(clientProperties);
        same.put("acks", acks);
        for (String name : SAME_SETTINGS) {
            arguments.add(name + "=" + same.getProperty(name));
        }
        return FullSpeedProcess.rate(
                catalogue.argsFile("harness-yardstick"), List.of(), arguments, FullSpeedProcess.KAFKA_TOOL_RATE);
    }

    private void measureLateness() throws InterruptedException {
        String nothing = newTopic("idle-events");
        String input = newTopic("lateness-events");
        PacedLoad load = new PacedLoad(clientProperties, PARTITIONS, plan.rateHz());
        try (EngineProcess idle =
                engines.start(catalogue.variants().typical(), "idle", nothing, newTopic("idle-counts"))) {
            for (int block = 1; block <= plan.blocks(); block++) {
                steps.begin(SelfSteps.Step.LATENESS, "lateness beside an idle engine", block);
                Histogram late = load.run(input, null, plan.warmUpSeconds(block), plan.pacedSeconds())
                        .lateness();
                if (!idle.isAlive()) {
                    throw new EngineException(idle.obituary());
                }
                lateness.add(new SelfResult.Lateness(
                        block, late.getValueAtPercentile(50), late.getValueAtPercentile(99), late.getMaxValue()));
                store();
            }
        }
    }

    private void compareCpu() throws InterruptedException {
        String input = newTopic("cpu-events");
        String bareInput = newTopic("bare-events");
        String bareCounts = newTopic("bare-counts");
        PacedLoad load = new PacedLoad(clientProperties, PARTITIONS, plan.rateHz());
        try (EngineProcess bareCounter =
                        engines.start(catalogue.variants().reference(), "bare-counter", bareInput, bareCounts);
                BareClientsProcess bare = new BareClientsProcess(
                        catalogue.argsFile("harness-yardstick"),
                        folder.path().resolve("bare-clients.log"),
                        kafka.bootstrapServers(),
                        bareInput,
                        bareCounts,
                        plan.rateHz(),
                        recordBytes())) {
            for (int block = 1; block <= plan.blocks(); block++) {
                steps.begin(SelfSteps.Step.CPU, "CPU beside bare clients", block);
                double harnessCores;
                String counts = newTopic("cpu-counts-" + block);
                try (EngineProcess counter =
                        engines.start(catalogue.variants().reference(), "counter-" + block, input, counts)) {
                    harnessCores = load.run(input, counts, plan.cpuWarmUpSeconds(block), plan.pacedSeconds())
                            .cores();
                    counter.stop(EngineProcess.GRACE);
                }
                if (!bareCounter.isAlive()) {
                    throw new EngineException(bareCounter.obituary());
                }
                bare.run(plan.cpuWarmUpSeconds(block));
                cpu.add(new SelfResult.Cpu(block, harnessCores, bare.run(plan.pacedSeconds())));
                store();
            }
        }
    }

    private String newTopic(String name) {
        String topic = topicPrefix + "-" + name;
        topics.create(topic, PARTITIONS);
        usedTopics.add(topic);
        return topic;
    }

    /** What an event of the generator has on average, rounded down, so that the tool never has more to send. */
    private static int recordBytes() {
        int events = 10_000;
        EventSequence sequence = new EventSequence(1, KeySpace.uniform(100));
        EventEncoder encoder = new EventEncoder(0);
        long bytes = 0;
        for (int i = 0; i < events; i++) {
            bytes += encoder.encode(sequence, i, System.currentTimeMillis()).length
                    + KeySpace.nameBytes(sequence.keyIndex(i)).length;
        }
        return (int) (bytes / events);
    }

    private void store() {
        folder.write(SelfResult.DOCUMENT, result());
    }
}
