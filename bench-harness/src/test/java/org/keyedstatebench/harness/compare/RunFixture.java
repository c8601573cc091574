package org.keyedstatebench.harness.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.keyedstatebench.harness.result.Environment;
import org.keyedstatebench.harness.result.Flag;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.result.VariantManifest;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Experiment;
import org.keyedstatebench.harness.scenario.Profile;
import org.keyedstatebench.harness.scenario.Resources;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.scenario.Timing;
import org.keyedstatebench.harness.scenario.Variant;
import org.keyedstatebench.harness.scenario.Workload;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Trigger;

/** Builds results of runs that never happened, so that a test can say exactly what a run is to have shown. */
public final class RunFixture {

    public static final String REFUSAL = "[STDS_FAILED_TO_READ_OPERATOR_METADATA] Failed to read the operator metadata"
            + " for checkpointLocation=/tmp/c and batchId=0.";

    private static final long WINDOW_EVENTS = 200_000;
    private static final long ALL_EVENTS = 300_000;

    private final List<Variant> variants = new ArrayList<>();
    private final List<TrialResult> trials = new ArrayList<>();
    private RunResult.Status status = RunResult.Status.COMPLETE;
    private final Set<String> conditions = new LinkedHashSet<>(Set.of(Condition.ONLY));
    private String condition = Condition.ONLY;
    private Experiment experiment = Experiment.OFFERED;
    private TrialResult.Recovery recovery;
    private int blocks = 3;

    /** Three blocks of the six default variants; every later block is a little slower. */
    public static RunFixture sixVariants(int blocks) {
        RunFixture run = new RunFixture().blocks(blocks).defaultVariants();
        for (int block = 1; block <= blocks; block++) {
            double drift = 1 + 0.07 * (block - 1) + (block % 2 == 0 ? 0.05 : 0);
            run.valid("spark", block, 254 * drift * 1.03)
                    .valid("reference", block, 1.82 * drift)
                    .valid("flink-rocksdb", block, 5.13 * drift)
                    .unsupported("spark-real-time", block)
                    .valid("flink-hashmap", block, 4.51 * drift * (2 - drift))
                    .valid("spark-10s", block, 5_120 * drift);
        }
        return run;
    }

    public RunFixture defaultVariants() {
        return variant("reference", "reference", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("flink-hashmap", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("flink-rocksdb", "flink", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("spark", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY)
                .variant("spark-10s", "spark", "rocksdb", Trigger.every(Duration.ofSeconds(10)), Emission.PER_KEY)
                .variant(
                        "spark-real-time",
                        "spark",
                        "rocksdb",
                        Trigger.realTime(Duration.ofSeconds(5)),
                        Emission.PER_EVENT);
    }

    public RunFixture variant(String name, String engine, String backend, Trigger trigger, Emission emission) {
        Duration interval = engine.equals("flink") ? Duration.ofSeconds(5) : Duration.ZERO;
        Boolean changelog = engine.equals("spark") ? true : null;
        variants.add(new Variant(
                name, engine, backend, trigger, emission, Guarantee.AT_LEAST_ONCE, interval, changelog, Map.of()));
        return this;
    }

    public RunFixture blocks(int blocks) {
        this.blocks = blocks;
        return this;
    }

    /** A valid trial whose engine was killed, which makes the run one of recovery. */
    public RunFixture killed(String variant, int block, long outageMs, long repeatedEvents) {
        experiment = new Experiment.Recovery(Duration.ofSeconds(5));
        recovery = new TrialResult.Recovery(
                5_000, outageMs, outageMs, outageMs * 2, outageMs * 10, repeatedEvents, List.of());
        withDuplicates(variant, block, outageMs / 2.0, repeatedEvents);
        recovery = null;
        return this;
    }

    /** The condition of the trials that follow. */
    public RunFixture under(String name) {
        conditions.add(name);
        condition = name;
        return this;
    }

    public RunFixture status(RunResult.Status status) {
        this.status = status;
        return this;
    }

    public RunFixture valid(String variant, int block, double p50Ms) {
        return add(variant, block, p50Ms, TrialStatus.VALID, null, List.of(), events(0, 0, 0));
    }

    public RunFixture flagged(String variant, int block, double p50Ms, Flag flag) {
        return add(variant, block, p50Ms, TrialStatus.VALID, null, List.of(flag), events(0, 0, 0));
    }

    public RunFixture withDuplicates(String variant, int block, double p50Ms, long duplicates) {
        return add(variant, block, p50Ms, TrialStatus.VALID, null, List.of(), events(0, duplicates, 0));
    }

    /** An invalid trial that carries latencies against the rule, so that a test sees whether a report shows them. */
    public RunFixture invalid(String variant, int block, double p50Ms, long lost, String reason) {
        return add(variant, block, p50Ms, TrialStatus.INVALID, reason, List.of(), events(lost, 0, 2));
    }

    public RunFixture failed(String variant, int block, String reason) {
        trials.add(bare(variant, block, TrialStatus.FAILED, reason, null));
        return this;
    }

    public RunFixture unsupported(String variant, int block) {
        return unsupported(variant, block, REFUSAL);
    }

    public RunFixture unsupported(String variant, int block, String message) {
        trials.add(bare(
                variant,
                block,
                TrialStatus.UNSUPPORTED,
                "the engine refused the job",
                new TrialResult.Refusal("trigger real-time", "StateDataSourceReadOperatorMetadataFailure", message)));
        return this;
    }

    public RunResult build() {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                "2026-01-02T030405Z-compare",
                status,
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:16:05Z"),
                "./bench compare --blocks " + blocks + " --seed 42",
                42,
                scenario(),
                new Environment(
                        "Example CPU @ 2.5 GHz",
                        2,
                        24L << 30,
                        "Debian 12",
                        "6.1.0",
                        "Eclipse Adoptium 17.0.12",
                        38,
                        "embedded 4.4.0, own process",
                        Map.of("keyed-state-bench", "0.1.0", "flink", "2.3.0", "spark", "4.2.0"),
                        null),
                variants.stream().map(RunFixture::manifest).toList(),
                trials);
    }

    private Scenario scenario() {
        Scenario scenario = new Scenario(
                "compare",
                Profile.LOW_LATENCY,
                Workload.DEFAULT,
                Timing.DEFAULT,
                Resources.DEFAULT,
                blocks,
                42,
                variants);
        List<String> names = variants.stream().map(Variant::name).toList();
        return conditions.size() == 1 && experiment.equals(Experiment.OFFERED)
                ? scenario
                : scenario.withConditions(conditions.stream()
                        .map(name -> new Condition(name, experiment, Workload.DEFAULT, Timing.DEFAULT, names))
                        .toList());
    }

    private RunFixture add(
            String variant,
            int block,
            double p50Ms,
            TrialStatus status,
            String reason,
            List<Flag> flags,
            TrialResult.Events events) {
        String engine = engineOf(variant);
        long p50 = Math.round(p50Ms * 1e6);
        trials.add(new TrialResult(
                condition,
                variant,
                block,
                trials.size() + 1,
                status,
                reason,
                flags,
                Instant.parse("2026-01-02T03:04:05Z"),
                null,
                events,
                new Percentiles(WINDOW_EVENTS, p50 / 5, p50, p50 * 3 / 2, p50 * 2, p50 * 5 / 2, p50 * 4, p50 * 1.1),
                new TrialResult.Throughput(
                        10_000,
                        9_999.6,
                        10_002.4,
                        1000,
                        new Percentiles(20, 9000, 10_000, 10_100, 10_200, 10_200, 10_200, 10_000),
                        null),
                null,
                recovery,
                null,
                null,
                new Percentiles(WINDOW_EVENTS, 1_000, 90_000, 200_000, 900_000, 2_000_000, 4_000_000, 110_000),
                new TrialResult.Startup(4_200L, 5_300L, 10_000L),
                new TrialResult.ResourceUse(
                        10.0,
                        engine.equals("spark") ? 98.2 : 31.4,
                        1_200L << 20,
                        600L << 20,
                        12,
                        60L,
                        9L,
                        3.0,
                        2.4,
                        WINDOW_EVENTS,
                        20.0,
                        400L << 20,
                        300L << 20,
                        engine.equals("reference") ? 0L : 2L << 20,
                        0.02,
                        0.0),
                engine.equals("flink")
                        ? new TrialResult.Checkpoints(
                                4, new Percentiles(4, 11, 14, 19, 19, 19, 19, 14.5), 9_120, 18_240)
                        : null,
                engine.equals("spark") ? batches(variant, p50Ms) : null,
                files(variant, "hlog")));
        return this;
    }

    private TrialResult.Batches batches(String variant, double p50Ms) {
        long duration = Math.round(p50Ms * 0.7);
        int count = variant.endsWith("10s") ? 2 : 110;
        return new TrialResult.Batches(
                count,
                0,
                new Percentiles(
                        count, duration, duration, duration, duration * 2, duration * 2, duration * 2, duration),
                new Percentiles(count, 1000, 1800, 2000, 2500, 2500, 2500, 1800),
                new TreeMap<>(Map.of("addBatch", 88L, "walCommit", 24L, "commitOffsets", 29L)),
                new Percentiles(count, 30, 41, 50, 60, 60, 60, 41),
                100,
                51_000_000);
    }

    private TrialResult bare(
            String variant, int block, TrialStatus status, String reason, TrialResult.Refusal refusal) {
        return new TrialResult(
                condition,
                variant,
                block,
                trials.size() + 1,
                status,
                reason,
                List.of(),
                Instant.parse("2026-01-02T03:04:05Z"),
                refusal,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                files(variant, "log"));
    }

    private Map<String, String> files(String variant, String kind) {
        return Map.of(
                kind,
                "trials/" + (trials.size() + 1) + "-" + variant + "/"
                        + (kind.equals("log") ? "engine.log" : "latency.hlog"));
    }

    private String engineOf(String variant) {
        return variants.stream()
                .filter(v -> v.name().equals(variant))
                .findFirst()
                .orElseThrow()
                .engine();
    }

    private static TrialResult.Events events(long lost, long duplicates, long wrong) {
        return new TrialResult.Events(
                ALL_EVENTS,
                ALL_EVENTS - lost,
                lost,
                duplicates,
                0,
                wrong == 0,
                wrong,
                0L,
                0,
                ALL_EVENTS + duplicates - lost,
                0,
                1.0,
                null);
    }

    private static VariantManifest manifest(Variant variant) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("jvm.heapMb", "1024");
        settings.put("jvm.collector", "G1");
        settings.put("producer.linger.ms", "5");
        settings.put("consumer.fetch.max.wait.ms", "10");
        settings.put("job.stateBackend", variant.stateBackend());
        boolean ready = !variant.trigger().equals(Trigger.realTime(Duration.ofSeconds(5)));
        if (ready) {
            settings.put("effective.java.version", "17.0.12");
            if (variant.engine().equals("flink")) {
                settings.put("execution.buffer-timeout.interval", "0 ms");
            }
        }
        return new VariantManifest(variant.name(), variant.engine(), ready ? "1.2.3" : null, settings);
    }
}
