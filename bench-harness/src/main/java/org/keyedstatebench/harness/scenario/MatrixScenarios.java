package org.keyedstatebench.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CounterOptions;

/**
 * Says which trials fill the comparison table: as few conditions as possible, each for all dimensions that it can serve, so that
 * nothing is measured twice. Pure.
 */
public final class MatrixScenarios {

    private static final Duration NO_CHECKPOINTS = Duration.ZERO;
    /** So that some fall into each window, and the first one, which is slow, into the warm-up. */
    private static final Duration CHECKPOINTS = Duration.ofSeconds(2);

    private static final Duration TTL = Duration.ofSeconds(2);
    private static final Duration LONG_TTL = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration WATERMARK = Duration.ofSeconds(1);

    private static final Workload LOAD = Workload.DEFAULT;

    /** JVMs that have only just started would take seconds to catch up with 10,000 events/s on two cores. */
    private static final Workload QUICK_LOAD = LOAD.withRate(2_000);

    /** What trials with few keys stand for: all that does not depend on the size of the state. */
    private static final List<Dimension> ROWS_OF_100_KEYS = List.of(
            Dimension.STATE_BACKEND, Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING, Dimension.STATE_TTL);

    private static final Map<String, Variant> VARIANTS = variants();

    private MatrixScenarios() {}

    /**
     * @param dimensions rows of the table that are wanted, at least one
     * @param quick fewer key counts and settings, shorter phases
     */
    public static Scenario of(Collection<Dimension> dimensions, boolean quick, int blocks, long seed) {
        List<Condition> conditions = (quick ? quick() : full())
                .stream()
                        .filter(condition -> condition.dimensions().stream().anyMatch(dimensions::contains))
                        .map(condition -> reduced(condition, dimensions))
                        .toList();
        List<Variant> used = VARIANTS.values().stream()
                .filter(variant -> conditions.stream()
                        .anyMatch(condition -> condition.variants().contains(variant.name())))
                .toList();
        return new Scenario(
                quick ? "matrix-quick" : "matrix",
                Profile.LOW_LATENCY,
                quick ? QUICK_LOAD : LOAD,
                timing(quick),
                Resources.DEFAULT,
                blocks,
                seed,
                used,
                conditions);
    }

    /** What a quick run leaves out, for the report. */
    public static final String LEFT_OUT_BY_QUICK =
            "quick: 2,000 instead of 10,000 events/s; latency at 100 keys and throughput at 100,000 keys only;"
                    + " synchronous forst but for its micro-benchmark; the commit of Spark's store alone, and Spark without changelog"
                    + " but for its micro-benchmark; Spark's trigger of 1 s and a row per event; Flink's checkpoint intervals of"
                    + " 1 s and 10 s, and its kill under exactly-once; warm-ups of some seconds, after which JVMs still compile, so that latency at rest is lower than"
                    + " these figures";

    private static List<Condition> quick() {
        Timing timing = timing(true);
        List<Condition> all = new ArrayList<>();
        all.add(offered(
                "keys-100",
                QUICK_LOAD,
                100,
                timing,
                ROWS_OF_100_KEYS,
                "flink-hashmap flink-rocksdb flink-forst-async flink-no-checkpoints"
                        + " flink-exactly-once flink-pass-through flink-ttl-10m spark spark-hdfs"
                        + " spark-real-time spark-pass-through spark-pass-through-real-time spark-ttl-10m"));
        all.add(offered(
                "slow-trigger",
                QUICK_LOAD,
                100,
                // Its interval outweighs what a cold JVM adds, and a warm-up of two batches would take 20 s.
                new Timing(timing.startTimeout(), Duration.ZERO, Duration.ofSeconds(12), timing.drainTimeout()),
                List.of(Dimension.PER_RECORD_PROCESSING),
                "spark-10s"));
        all.add(drain(
                100_000,
                200_000,
                10,
                timing,
                "flink-hashmap flink-rocksdb flink-forst-async flink-ttl-10m spark spark-ttl-10m"));
        addOthers(all, QUICK_LOAD, 1_000, timing, Duration.ofSeconds(3), Duration.ofSeconds(18), "flink-rocksdb spark");
        return all;
    }

    private static List<Condition> full() {
        Timing timing = timing(false);
        List<Condition> all = new ArrayList<>();
        all.add(
                offered(
                        "keys-100",
                        LOAD,
                        100,
                        timing,
                        ROWS_OF_100_KEYS,
                        "flink-hashmap flink-rocksdb flink-forst flink-forst-async flink-checkpoint-1s flink-no-checkpoints"
                                + " flink-exactly-once flink-pass-through flink-ttl-10m spark spark-no-changelog spark-hdfs spark-1s"
                                + " spark-real-time spark-per-event spark-pass-through spark-pass-through-real-time spark-ttl-10m"));
        all.add(offered(
                "slow-trigger",
                LOAD,
                100,
                timing.withDuration(Duration.ofSeconds(22)),
                List.of(Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING),
                "spark-10s flink-checkpoint-10s"));
        for (int keys : new int[] {100_000, 1_000_000}) {
            all.add(offered(
                    "keys-" + keys,
                    LOAD,
                    keys,
                    timing,
                    List.of(Dimension.STATE_BACKEND),
                    "flink-hashmap flink-rocksdb flink-forst flink-forst-async spark spark-no-changelog"));
        }
        for (int keys : new int[] {100, 100_000, 1_000_000}) {
            all.add(drain(
                    keys,
                    1_000_000,
                    20,
                    timing,
                    "flink-hashmap flink-rocksdb flink-forst flink-forst-async spark spark-no-changelog"
                            + (keys == 100_000 ? " flink-ttl-10m spark-ttl-10m" : "")));
        }
        addOthers(
                all,
                LOAD,
                2_000,
                timing,
                Duration.ofSeconds(6),
                Duration.ofSeconds(30),
                "flink-rocksdb flink-exactly-once spark");
        return all;
    }

    private static void addOthers(
            List<Condition> all,
            Workload load,
            int timerRate,
            Timing timing,
            Duration killAfter,
            Duration window,
            String killed) {
        all.add(new Condition(
                "recovery",
                new Experiment.Recovery(killAfter),
                load,
                timing.withDuration(window),
                List.of(killed.split(" ")),
                List.of(Dimension.CHECKPOINTING)));
        all.add(new Condition(
                "ttl",
                new Experiment.Ttl(),
                LOAD.withRate(1_000),
                timing.withDuration(TTL.multipliedBy(3).plusSeconds(2)),
                List.of("flink-ttl", "spark-ttl"),
                List.of(Dimension.STATE_TTL)));
        all.add(new Condition(
                "timers",
                Experiment.OFFERED,
                // A key has an event every ten seconds, so that most are idle between two.
                load.withRate(timerRate).withKeys(KeySpace.uniform(10 * timerRate)),
                timing.withDuration(timing.duration().plusSeconds(2)),
                List.of(
                        "flink-rocksdb",
                        "flink-timer",
                        "flink-event-timer",
                        "spark",
                        "spark-timer",
                        "spark-event-timer"),
                List.of(Dimension.TIMERS)));
    }

    /** Leaves out the variants of a shared condition that only the dimensions need which are not wanted. */
    private static Condition reduced(Condition condition, Collection<Dimension> wanted) {
        List<Dimension> kept =
                condition.dimensions().stream().filter(wanted::contains).toList();
        List<String> variants = condition.variants().stream()
                .filter(variant -> kept.stream().anyMatch(dimension -> belongs(variant, dimension, condition)))
                .toList();
        return new Condition(
                condition.name(), condition.experiment(), condition.workload(), condition.timing(), variants, kept);
    }

    /** Which variants of a condition stand for a row: those that differ in what the row is about. */
    public static boolean belongs(String variant, Dimension dimension, Condition condition) {
        if (condition.dimensions().size() == 1) {
            return condition.dimensions().contains(dimension);
        }
        return switch (dimension) {
            case STATE_BACKEND, STATE_ABSTRACTION ->
                Set.of(
                                "flink-hashmap",
                                "flink-rocksdb",
                                "flink-forst",
                                "flink-forst-async",
                                "spark",
                                "spark-no-changelog",
                                "spark-hdfs")
                        .contains(variant);
            case PER_RECORD_PROCESSING ->
                Set.of(
                                "flink-rocksdb",
                                "flink-pass-through",
                                "spark",
                                "spark-1s",
                                "spark-10s",
                                "spark-real-time",
                                "spark-per-event",
                                "spark-pass-through",
                                "spark-pass-through-real-time")
                        .contains(variant);
            case CHECKPOINTING ->
                Set.of(
                                "flink-rocksdb",
                                "flink-checkpoint-1s",
                                "flink-checkpoint-10s",
                                "flink-no-checkpoints",
                                "flink-exactly-once",
                                "spark")
                        .contains(variant);
            case STATE_TTL ->
                Set.of("flink-rocksdb", "flink-ttl-10m", "spark", "spark-ttl-10m")
                        .contains(variant);
            case TIMERS -> false;
        };
    }

    private static Condition offered(
            String name, Workload load, int keys, Timing timing, List<Dimension> dimensions, String variants) {
        return new Condition(
                name,
                Experiment.OFFERED,
                load.withKeys(KeySpace.uniform(keys)),
                timing,
                List.of(variants.split(" ")),
                dimensions);
    }

    private static Condition drain(int keys, long events, int batches, Timing timing, String variants) {
        return new Condition(
                "drain-" + keys,
                new Experiment.Drain(events, events / batches),
                LOAD.withKeys(KeySpace.uniform(keys)),
                timing,
                List.of(variants.split(" ")),
                List.of(Dimension.STATE_BACKEND, Dimension.STATE_ABSTRACTION, Dimension.STATE_TTL));
    }

    private static Timing timing(boolean quick) {
        return new Timing(
                Timing.DEFAULT.startTimeout(),
                quick ? Duration.ofSeconds(3) : Duration.ofSeconds(6),
                quick ? Duration.ofSeconds(3) : Duration.ofSeconds(10),
                Timing.DEFAULT.drainTimeout());
    }

    private static Map<String, Variant> variants() {
        Map<String, Variant> all = new LinkedHashMap<>();
        Stream.of(
                        flink("flink-hashmap", "hashmap", CHECKPOINTS, false, Operator.COUNT),
                        flink("flink-rocksdb", "rocksdb", CHECKPOINTS, false, Operator.COUNT),
                        flink("flink-forst", "forst", CHECKPOINTS, false, Operator.COUNT),
                        flink("flink-forst-async", "forst", CHECKPOINTS, true, Operator.COUNT),
                        flink("flink-checkpoint-1s", "rocksdb", Duration.ofSeconds(1), false, Operator.COUNT),
                        flink("flink-checkpoint-10s", "rocksdb", Duration.ofSeconds(10), false, Operator.COUNT),
                        flink("flink-no-checkpoints", "rocksdb", NO_CHECKPOINTS, false, Operator.COUNT),
                        exactlyOnce(),
                        flink("flink-pass-through", "rocksdb", CHECKPOINTS, false, Operator.PASS_THROUGH),
                        flink("flink-ttl", "rocksdb", CHECKPOINTS, false, Operator.withTtl(TTL)),
                        flink("flink-ttl-10m", "rocksdb", CHECKPOINTS, false, Operator.withTtl(LONG_TTL)),
                        flink(
                                "flink-timer",
                                "rocksdb",
                                CHECKPOINTS,
                                false,
                                Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, IDLE)),
                        flink(
                                "flink-event-timer",
                                "rocksdb",
                                CHECKPOINTS,
                                false,
                                Operator.withIdleTimer(TimeDomain.EVENT_TIME, IDLE)),
                        BuiltInVariants.named("spark"),
                        spark("spark-no-changelog", "rocksdb", Trigger.ASAP, false, Operator.COUNT),
                        spark("spark-hdfs", "hdfs", Trigger.ASAP, null, Operator.COUNT),
                        spark("spark-1s", "rocksdb", Trigger.every(Duration.ofSeconds(1)), null, Operator.COUNT),
                        BuiltInVariants.named("spark-10s"),
                        BuiltInVariants.named("spark-real-time"),
                        BuiltInVariants.named("spark-per-event"),
                        spark("spark-pass-through", "rocksdb", Trigger.ASAP, null, Operator.PASS_THROUGH),
                        spark(
                                        "spark-pass-through-real-time",
                                        "rocksdb",
                                        CounterOptions.parseTrigger("real-time"),
                                        null,
                                        Operator.PASS_THROUGH)
                                // A real-time batch holds a task slot per partition for its whole length; with fewer
                                // slots
                                // the other partitions are never read. The processors stay the same.
                                .withConfig("spark.master", "local[" + Workload.DEFAULT.partitions() + "]"),
                        spark("spark-ttl", "rocksdb", Trigger.ASAP, null, Operator.withTtl(TTL)),
                        spark("spark-ttl-10m", "rocksdb", Trigger.ASAP, null, Operator.withTtl(LONG_TTL)),
                        spark(
                                "spark-timer",
                                "rocksdb",
                                Trigger.ASAP,
                                null,
                                Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, IDLE)),
                        spark(
                                "spark-event-timer",
                                "rocksdb",
                                Trigger.ASAP,
                                null,
                                Operator.withIdleTimer(TimeDomain.EVENT_TIME, IDLE)))
                .forEach(variant -> all.put(variant.name(), variant));
        return all;
    }

    private static Variant flink(
            String name, String backend, Duration checkpointInterval, boolean async, Operator operator) {
        return variant(
                name,
                "flink",
                backend,
                Trigger.PER_RECORD,
                operator,
                Emission.PER_EVENT,
                Guarantee.AT_LEAST_ONCE,
                checkpointInterval,
                null,
                async);
    }

    private static Variant exactlyOnce() {
        return variant(
                "flink-exactly-once",
                "flink",
                "rocksdb",
                Trigger.PER_RECORD,
                Operator.COUNT,
                Emission.PER_EVENT,
                Guarantee.EXACTLY_ONCE,
                Duration.ofSeconds(1),
                null,
                false);
    }

    private static Variant spark(String name, String store, Trigger trigger, Boolean changelog, Operator operator) {
        boolean each = operator.kind() == Operator.PASS_THROUGH.kind();
        return variant(
                name,
                "spark",
                store,
                trigger,
                operator,
                each ? Emission.PER_EVENT : Emission.PER_KEY,
                Guarantee.AT_LEAST_ONCE,
                Duration.ZERO,
                changelog,
                false);
    }

    private static Variant variant(
            String name,
            String engine,
            String backend,
            Trigger trigger,
            Operator operator,
            Emission emission,
            Guarantee guarantee,
            Duration checkpointInterval,
            Boolean changelog,
            boolean async) {
        return new Variant(
                name,
                engine,
                backend,
                trigger,
                operator,
                emission,
                guarantee,
                checkpointInterval,
                changelog,
                async,
                operator.needsWatermark() ? WATERMARK : null,
                Map.of());
    }
}
