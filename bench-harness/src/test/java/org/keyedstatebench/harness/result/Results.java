package org.keyedstatebench.harness.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.scenario.Condition;

/** Results to test with: a run with a trial of every status. */
final class Results {

    static final Percentiles PERCENTILES = new Percentiles(200_000, 1, 2, 3, 4, 5, 6, 2.5);

    private Results() {}

    static RunResult run(String id) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                id,
                RunResult.Status.COMPLETE,
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:14:05.123456789Z"),
                "./bench compare --seed 42",
                42,
                Checkout.SCENARIOS.compare(),
                new Environment(
                        "Some CPU",
                        2,
                        24L << 30,
                        "Linux",
                        "6.1",
                        "JDK 17",
                        20,
                        "embedded",
                        Map.of("spark", "4.2.0"),
                        "0123456789abcdef-dirty"),
                List.of(
                        new VariantManifest("reference", "reference", "1", Map.of("heap", "1g")),
                        new VariantManifest("spark", "spark", null, Map.of())),
                List.of(valid(), invalid(), unsupported(), failed()),
                List.of(new Capacity(
                        "spark",
                        1,
                        100_000_000,
                        50_000,
                        0.05,
                        20_000L,
                        true,
                        List.of(
                                new Capacity.Probe(20_000, 1, false, true, List.of()),
                                new Capacity.Probe(40_000, 2, false, false, List.of("p99 was too high"))))),
                null,
                null);
    }

    static TrialResult valid() {
        return new TrialResult(
                Condition.ONLY,
                "spark",
                1,
                1,
                TrialStatus.VALID,
                null,
                List.of(Flag.GENERATOR_LIMITED),
                Instant.parse("2026-01-02T03:04:05.5Z"),
                null,
                new TrialResult.Events(300_000, 300_000, 0, 3, 0, true, 0, 5L, 5, 30_000, 0, 0.1, null),
                PERCENTILES,
                new TrialResult.Throughput(
                        10_000, 9_999.5, 9_998.25, 1000, PERCENTILES, new TrialResult.Backlog(1.5, -2.5, 5.5, 20, 400)),
                null,
                null,
                null,
                null,
                PERCENTILES,
                new TrialResult.Startup(1000L, 2000L, 10_000L),
                new TrialResult.ResourceUse(
                        12.5, 41.6, 1L << 30, 1L << 29, 7, 70L, 20L, 1.5, 3.25, 300_000L, 30.0, 1L << 28, 1L << 27,
                        4096L, 0.03, 0.01),
                new TrialResult.Checkpoints(4, PERCENTILES, 1000, 2000),
                new TrialResult.Batches(
                        90, 1, PERCENTILES, PERCENTILES, Map.of("addBatch", 100L), PERCENTILES, 100, 5000),
                Map.of("hlog", "trials/01-spark-block1/latency.hlog"));
    }

    static TrialResult invalid() {
        return new TrialResult(
                Condition.ONLY,
                "flink-hashmap",
                1,
                2,
                TrialStatus.INVALID,
                "3 events lost",
                List.of(),
                Instant.parse("2026-01-02T03:05:05Z"),
                null,
                new TrialResult.Events(10, 7, 3, 0, 3, false, 2, null, 0, 7, 0, 0.7, null),
                null,
                new TrialResult.Throughput(10, 10, 7, 1000, PERCENTILES, null),
                null,
                null,
                null,
                null,
                PERCENTILES,
                new TrialResult.Startup(1000L, 2000L, 10_000L),
                new TrialResult.ResourceUse(
                        1.0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
                null,
                null,
                Map.of());
    }

    static TrialResult unsupported() {
        return new TrialResult(
                Condition.ONLY,
                "spark-real-time",
                1,
                3,
                TrialStatus.UNSUPPORTED,
                "Spark refuses real-time mode",
                List.of(),
                Instant.parse("2026-01-02T03:06:05Z"),
                new TrialResult.Refusal("real-time", "SomeException [SOME_CONDITION]", "not here"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new TrialResult.Startup(null, null, null),
                null,
                null,
                null,
                Map.of("log", "trials/03-spark-real-time-block1/engine.log"));
    }

    static TrialResult failed() {
        return new TrialResult(
                Condition.ONLY,
                "reference",
                1,
                4,
                TrialStatus.FAILED,
                "exit code 137",
                List.of(),
                Instant.parse("2026-01-02T03:07:05Z"),
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
                null,
                null);
    }
}
