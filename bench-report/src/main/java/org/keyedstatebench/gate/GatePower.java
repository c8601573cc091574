package org.keyedstatebench.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;

/**
 * Says how often the gate would raise a false alarm on a machine, and how small a slow-down it would still find there: lets a
 * {@link GateSession} be played with pairs that are drawn, whole, from those that the same build had on that machine, so that what the
 * metrics of a trial have in common is kept. Pure and seeded.
 *
 * @param mostRepeats pairs that are repeated at most
 * @param guarded whether disturbed pairs are repeated
 * @param pairs of the same build, at least two without a failed trial; the others are left out
 */
public record GatePower(GateRules rules, int mostRepeats, boolean guarded, List<Pair> pairs) {

    /** Share of runs in which a slow-down must be found to count as detectable. */
    public static final double WANTED = 0.8;

    /** A slow-down beyond this many times is not looked for. */
    public static final double LARGEST = 3;

    private static final int RUNS_UNCHANGED = 2_000;
    private static final int RUNS_SLOWED = 400;
    private static final long SEED = 42;
    private static final double STEP = 0.05;

    /** @throws IllegalArgumentException if there are fewer pairs */
    public GatePower {
        pairs = pairs.stream()
                .filter(pair -> HardFailure.of(pair, false).isEmpty())
                .toList();
        if (pairs.size() < 2) {
            throw new IllegalArgumentException("expected at least 2 pairs of the same build, got " + pairs.size());
        }
    }

    /** Share of runs that say regression though nothing changed, 0 to 1. */
    public double falseAlarms() {
        return alarms(Set.of(), 1, RUNS_UNCHANGED);
    }

    /** Share of runs that find a candidate of which these latencies are so many times as high, 0 to 1. */
    public double alarms(Set<GateMetric> slowed, double times) {
        return alarms(slowed, times, RUNS_SLOWED);
    }

    private double alarms(Set<GateMetric> slowed, double times, int runs) {
        Random random = new Random(SEED);
        long alarms = IntStream.range(0, runs)
                .filter(run -> {
                    Map<Integer, Pair> byBlock = new HashMap<>();
                    return new GateSession(rules, mostRepeats, guarded, random.nextLong(), said -> {})
                                    .play(turn -> byBlock.computeIfAbsent(
                                                    turn.block(), block -> drawn(random, slowed, times))
                                            .of(turn.side()))
                                    .verdict()
                            == GateVerdict.REGRESSION;
                })
                .count();
        return (double) alarms / runs;
    }

    /** A pair of the same build could as well have come out the other way round. */
    private Pair drawn(Random random, Set<GateMetric> slowed, double times) {
        Pair same = pairs.get(random.nextInt(pairs.size()));
        boolean swapped = random.nextBoolean();
        TrialResult candidate = swapped ? same.baseline() : same.candidate();
        return new Pair(1, false, swapped ? same.candidate() : same.baseline(), slowed(candidate, slowed, times));
    }

    private static TrialResult slowed(TrialResult trial, Set<GateMetric> slowed, double times) {
        Percentiles before = trial.latencyNs();
        return before == null
                ? trial
                : trial.withLatencyNs(new Percentiles(
                        before.count(),
                        before.min(),
                        slowed.contains(GateMetric.P50) ? Math.round(before.p50() * times) : before.p50(),
                        slowed.contains(GateMetric.P90) ? Math.round(before.p90() * times) : before.p90(),
                        slowed.contains(GateMetric.P99) ? Math.round(before.p99() * times) : before.p99(),
                        before.p999(),
                        before.max(),
                        before.mean()));
    }

    /**
     * The smallest ratio of these latencies, in steps of 0.05, that is found in {@value #WANTED} of the runs; empty if none up to
     * {@value #LARGEST} is. By bisection: what is worse is found more often.
     */
    public OptionalDouble smallestFound(Set<GateMetric> slowed) {
        int missed = 0;
        int found = (int) Math.round((LARGEST - 1) / STEP);
        if (alarms(slowed, 1 + found * STEP) < WANTED) {
            return OptionalDouble.empty();
        }
        while (found - missed > 1) {
            int middle = (missed + found) / 2;
            if (alarms(slowed, 1 + middle * STEP) >= WANTED) {
                found = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(1 + found * STEP);
    }

    /** What it says of a machine, in lines. */
    public List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "On this machine, played with the %d pairs of the same build: false alarms in %.1f %% of %,d runs",
                        pairs.size(),
                        falseAlarms() * 100,
                        RUNS_UNCHANGED),
                line("p50, p90 and p99 together", Set.of(GateMetric.P50, GateMetric.P90, GateMetric.P99)),
                line("p50 alone", Set.of(GateMetric.P50)),
                line("p90 alone", Set.of(GateMetric.P90)),
                line("p99 alone", Set.of(GateMetric.P99)));
    }

    private String line(String what, Set<GateMetric> slowed) {
        OptionalDouble smallest = smallestFound(slowed);
        String found = smallest.isPresent() ? "%.2f times as high and more" : "not up to %.0f times as high";
        return String.format(
                Locale.ROOT, "  found in %.0f %% of runs: %s " + found, WANTED * 100, what, smallest.orElse(LARGEST));
    }
}
