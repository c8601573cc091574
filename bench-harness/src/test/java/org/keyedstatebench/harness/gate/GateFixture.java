package org.keyedstatebench.harness.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.harness.result.Environment;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;

/** Builds trials, pairs and results of gates that never ran, so that a test can say exactly what was measured. */
public final class GateFixture {

    /** Median latency of an undisturbed baseline. */
    public static final double BASE_MS = 5;

    private static final long EVENTS = 200_000;
    private static final double RATE = 10_000;
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private GateFixture() {}

    /** A valid trial with p50, p90 and p99 in milliseconds; p99.9 and max follow from p99. */
    public static TrialResult valid(double p50Ms, double p90Ms, double p99Ms, double coveredPerSecond) {
        return trial(TrialStatus.VALID, null, events(0, 0, 0), latency(p50Ms, p90Ms, p99Ms), coveredPerSecond);
    }

    /** A valid trial whose percentiles are in the usual proportion to its median. */
    public static TrialResult valid(double p50Ms) {
        return valid(p50Ms, p50Ms * 2, p50Ms * 4, RATE);
    }

    /** An invalid trial that carries latencies against the rule, so that a test sees whether they are used. */
    public static TrialResult invalid(String reason) {
        return trial(TrialStatus.INVALID, reason, events(5, 0, 2), latency(5, 10, 20), RATE);
    }

    /** An invalid trial of whose events none is missing, e.g. because the generator did not hold the rate. */
    public static TrialResult slack(String reason) {
        return trial(TrialStatus.INVALID, reason, events(0, 0, 0), null, RATE);
    }

    /** A trial that calls itself valid although its own account says otherwise. */
    public static TrialResult mistaken(long lost, long wrong, long unexpected) {
        return trial(TrialStatus.VALID, null, events(lost, unexpected, wrong), latency(5, 10, 20), RATE);
    }

    public static TrialResult failed(TrialStatus status, String reason) {
        return trial(status, reason, null, null, null);
    }

    /** A trial of a machine of which others took a part in the window; {@code null} for a part that is not known. */
    public static TrialResult disturbed(TrialResult trial, Double foreign, Double stolen) {
        return withResources(
                trial,
                new TrialResult.ResourceUse(
                        1.0, 5.0, 1L, 1L, 0, 0L, 0L, 1.0, 1.0, EVENTS, 10.0, 1L, 1L, 1L, foreign, stolen));
    }

    private static TrialResult withResources(TrialResult trial, TrialResult.ResourceUse use) {
        return new TrialResult(
                trial.condition(),
                trial.variant(),
                trial.block(),
                trial.order(),
                trial.status(),
                trial.reason(),
                trial.flags(),
                trial.startedAt(),
                trial.refusal(),
                trial.events(),
                trial.latencyNs(),
                trial.throughput(),
                trial.drain(),
                trial.recovery(),
                trial.ttl(),
                trial.timers(),
                trial.latenessNs(),
                trial.startup(),
                use,
                trial.checkpoints(),
                trial.batches(),
                trial.files());
    }

    public static Pair pair(int number, TrialResult baseline, TrialResult candidate) {
        return new Pair(number, number % 2 == 0, baseline, candidate);
    }

    /** A pair for each ratio, of all latencies alike, against a baseline of {@value #BASE_MS} ms. */
    public static List<Pair> pairs(double... ratios) {
        List<Pair> pairs = new ArrayList<>();
        for (double ratio : ratios) {
            pairs.add(pair(pairs.size() + 1, valid(BASE_MS), valid(BASE_MS * ratio)));
        }
        return pairs;
    }

    /** Twelve ratios around one: that many times a spread from 0.95 to 1.06. */
    public static List<Pair> twelve(double times) {
        double[] ratios = {0.95, 1.06, 0.96, 1.04, 0.97, 1.03, 0.98, 1.02, 0.99, 1.01, 1.005, 0.995};
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] *= times;
        }
        return pairs(ratios);
    }

    public static GateResult result(List<Pair> pairs, List<Pair> confirmation) {
        return result(GateRules.DEFAULT, pairs, confirmation, List.of(), List.of(), "main (1a2b3c4)", "HEAD (5d6e7f8)");
    }

    public static GateResult result(
            GateRules rules,
            List<Pair> pairs,
            List<Pair> confirmation,
            List<DiscardedPair> discarded,
            List<String> faults,
            String baseline,
            String candidate) {
        return GateResult.of(
                "20260102T030405Z-gate",
                START,
                START.plusSeconds(1234),
                "./bench gate --baseline main --seed 42",
                42,
                new GateSide(baseline, "flink-hashmap", "1a2b3c4", Map.of()),
                new GateSide(candidate, "flink-hashmap", null, Map.of("execution.buffer-timeout.interval", "100 ms")),
                rules,
                new Environment(
                        "Example CPU @ 2.5 GHz",
                        2,
                        24L << 30,
                        "Debian 12",
                        "6.1.0",
                        "Eclipse Adoptium 17.0.12",
                        38,
                        "embedded 4.4.0, own process",
                        Map.of("keyed-state-bench", "0.1.0", "flink", "2.3.0"),
                        null),
                pairs,
                confirmation,
                discarded,
                faults);
    }

    private static Percentiles latency(double p50Ms, double p90Ms, double p99Ms) {
        return new Percentiles(
                EVENTS, ns(p50Ms / 5), ns(p50Ms), ns(p90Ms), ns(p99Ms), ns(p99Ms * 2), ns(p99Ms * 5), ns(p50Ms));
    }

    private static long ns(double millis) {
        return Math.round(millis * 1e6);
    }

    private static TrialResult.Events events(long lost, long unexpected, long wrong) {
        return new TrialResult.Events(
                EVENTS, EVENTS - lost, lost, 0, 0, wrong == 0, wrong, 0L, 0, EVENTS, unexpected, 1.0, null);
    }

    private static TrialResult trial(
            TrialStatus status,
            String reason,
            TrialResult.Events events,
            Percentiles latencyNs,
            Double coveredPerSecond) {
        return new TrialResult(
                Condition.ONLY,
                "flink-hashmap",
                1,
                1,
                status,
                reason,
                List.of(),
                START,
                null,
                events,
                latencyNs,
                coveredPerSecond == null
                        ? null
                        : new TrialResult.Throughput(RATE, RATE, coveredPerSecond, 1000, latencyNs, null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }
}
