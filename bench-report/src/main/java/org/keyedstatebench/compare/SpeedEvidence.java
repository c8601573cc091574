package org.keyedstatebench.compare;

import static org.keyedstatebench.compare.Evidence.words;
import static org.keyedstatebench.result.TableRow.Verdict.CANNOT_TELL;
import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * Decides what is faster, by the interval of a median over blocks or by the error of a score, and leaves it open where that includes
 * both. A trial that is not valid has no figure: it may refute nothing, but one that did not get through its events may have been the
 * slowest of all, so it keeps from confirming. Pure.
 */
final class SpeedEvidence {

    private static final double NS_PER_MS = 1e6;

    /** A checkpoint must be long enough that a standstill for its length would show beside the usual median. */
    private static final double SHOWS = 1.5;

    private SpeedEvidence() {}

    /** Whether a backend takes less time per operation than another, for each set of parameters that both were measured with. */
    static List<Evidence> faster(List<MicroResult.Figure> figures, String backend, String other) {
        Map<String, MicroResult.Figure> others = byCase(figures, other);
        List<Evidence> all = new ArrayList<>();
        byCase(figures, backend).forEach((where, figure) -> {
            if (others.containsKey(where)) {
                all.add(faster(where, figure, others.get(where)));
            }
        });
        return all;
    }

    private static Map<String, MicroResult.Figure> byCase(List<MicroResult.Figure> figures, String backend) {
        return figures.stream()
                .filter(figure -> backend.equals(figure.parameters().get("backend")))
                .collect(Collectors.toMap(SpeedEvidence::where, figure -> figure, (a, b) -> b, TreeMap::new));
    }

    private static String where(MicroResult.Figure figure) {
        return figure.parameters().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("backend"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> ", " + entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("", method(figure), ""));
    }

    static String method(MicroResult.Figure figure) {
        return figure.benchmark().substring(figure.benchmark().lastIndexOf('.') + 1);
    }

    private static Evidence faster(String where, MicroResult.Figure one, MicroResult.Figure other) {
        String words = score(one) + " against " + score(other) + " ns per operation";
        if (one.errorNs() == null || other.errorNs() == null) {
            return new Evidence(CANNOT_TELL, where, words + ", without an error to judge them by", List.of());
        }
        double errors = one.errorNs() + other.errorNs();
        double difference = other.nsPerOp() - one.nsPerOp();
        String within = one.forks() == 1 || other.forks() == 1 ? " within one JVM" : "";
        if (Math.abs(difference) <= errors) {
            String overlap = ", and their 99.9 % intervals" + within + " overlap";
            return new Evidence(CANNOT_TELL, where, words + overlap, List.of());
        }
        Verdict answer = difference > 0 ? CONFIRMED : NOT_CONFIRMED;
        return new Evidence(answer, where, words + " (99.9 % intervals" + within + ")", List.of());
    }

    private static String score(MicroResult.Figure figure) {
        return figure.errorNs() == null
                ? words("%.0f", figure.nsPerOp())
                : words("%.0f ± %.0f", figure.nsPerOp(), figure.errorNs());
    }

    /** Whether a variant drains more events a second than another under the same condition; empty if no block has both. */
    static Optional<Evidence> drainsFaster(String condition, List<TrialResult> trials, List<TrialResult> others) {
        return PairedRatio.of(trials, others, Metric.DRAIN_RATE).map(ratio -> {
            String words = words(
                    "drained %,.0f against %,.0f events/s, %.2f times as many",
                    Metric.DRAIN_RATE.over(trials).orElseThrow().median(),
                    Metric.DRAIN_RATE.over(others).orElseThrow().median(),
                    ratio.median());
            List<TrialResult> both = Stream.concat(trials.stream(), others.stream())
                    .filter(trial -> ratio.byBlock().containsKey(trial.block()))
                    .toList();
            Verdict answer = ratio.interval()
                    .filter(MedianInterval::decides)
                    .map(interval -> interval.low() > 1 ? CONFIRMED : interval.high() < 1 ? NOT_CONFIRMED : CANNOT_TELL)
                    .orElse(CANNOT_TELL);
            String sure = ", " + sureness(ratio.interval(), ratio.blocks(), "%,.2f");
            return unlessUnfinished(answer, condition, words + sure, both, trials);
        });
    }

    /**
     * Whether the median latency is below a limit; empty without a valid trial.
     *
     * @param young whether JVMs still compile: their latency can confirm that an engine is fast, and cannot deny it
     */
    static Optional<Evidence> isBelow(
            String condition, String variant, List<TrialResult> trials, long limitNs, boolean young, String warmUp) {
        Map<TrialResult, Double> medians = ms(trials, Metric.LATENCY_P50);
        if (medians.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ms = List.copyOf(medians.values());
        Optional<MedianInterval> interval = MedianInterval.of(ms);
        double limitMs = limitNs / NS_PER_MS;
        long lowestNs = medians.keySet().stream()
                .mapToLong(trial -> trial.latencyNs().min())
                .min()
                .orElseThrow();
        String words = words(
                "median of %s %.1f ms (held against %.0f ms), lowest %.1f ms%s, %s",
                variant,
                Spread.median(ms),
                limitMs,
                lowestNs / NS_PER_MS,
                young ? ", in JVMs that still compile after a warm-up of " + warmUp : "",
                sureness(interval, ms.size(), "%,.1f ms"));
        Verdict answer = below(interval, limitMs);
        return Optional.of(unlessUnfinished(
                answer == NOT_CONFIRMED && young ? CANNOT_TELL : answer,
                condition,
                words,
                List.copyOf(medians.keySet()),
                trials));
    }

    /**
     * Whether the work goes on during a checkpoint: events that are due meanwhile are slower then, because a checkpoint takes CPU, too,
     * but not as slow as if everybody waited for its end. Empty if no valid trial has events during and between checkpoints.
     */
    static Optional<Evidence> goesOn(String condition, List<TrialResult> trials) {
        Map<TrialResult, Double> inside = ms(trials, Metric.DURING_CHECKPOINTS_P50);
        Map<TrialResult, Double> outside = ms(trials, Metric.BETWEEN_CHECKPOINTS_P50);
        Map<TrialResult, Double> checkpoint = ms(trials, Metric.CHECKPOINT_P50);
        List<TrialResult> split = inside.keySet().stream()
                .filter(trial -> outside.containsKey(trial) && checkpoint.containsKey(trial))
                .toList();
        if (split.isEmpty()) {
            return Optional.empty();
        }
        double between = median(split, outside);
        double length = median(split, checkpoint);
        String words = words(
                "p50 %.1f ms during checkpoints, %.1f ms between them; a standstill for a checkpoint's %.0f ms would make it"
                        + " %.1f ms",
                median(split, inside), between, length, standstill(between, length));
        List<Double> shares = split.stream()
                .map(trial -> shareOfStandstill(inside.get(trial), outside.get(trial), checkpoint.get(trial)))
                .flatMap(Optional::stream)
                .toList();
        if (shares.isEmpty()) {
            return Optional.of(new Evidence(
                    CANNOT_TELL, condition, words + ", too little to be told from the usual latency", split));
        }
        Optional<MedianInterval> interval = MedianInterval.of(shares);
        String sure = "; as a share of that " + sureness(interval, shares.size(), "%,.2f");
        return Optional.of(unlessUnfinished(below(interval, 1), condition, words + sure, split, trials));
    }

    /**
     * What events that are due during a checkpoint take, as a share of what they would if nothing went on: below 1, it does.
     *
     * @param insideMs their median latency
     * @param outsideMs that of all others
     * @param checkpointMs how long a checkpoint takes
     * @return empty where checkpoints are too short to tell
     */
    static Optional<Double> shareOfStandstill(double insideMs, double outsideMs, double checkpointMs) {
        double standstill = standstill(outsideMs, checkpointMs);
        return standstill < outsideMs * SHOWS ? Optional.empty() : Optional.of(insideMs / standstill);
    }

    /** Events are due at any time of the checkpoint, so at the median half of it would still lie ahead. */
    private static double standstill(double outsideMs, double checkpointMs) {
        return outsideMs + checkpointMs / 2;
    }

    private static Verdict below(Optional<MedianInterval> interval, double limit) {
        return interval.filter(MedianInterval::decides)
                .map(sure -> sure.high() < limit ? CONFIRMED : sure.low() >= limit ? NOT_CONFIRMED : CANNOT_TELL)
                .orElse(CANNOT_TELL);
    }

    private static String sureness(Optional<MedianInterval> interval, int blocks, String format) {
        return interval.filter(MedianInterval::decides)
                .map(sure -> words(
                        "%.1f %% interval %s to %s over %d blocks",
                        sure.coverage() * 100, words(format, sure.low()), words(format, sure.high()), blocks))
                .orElseGet(() -> words(
                        "%d block%s no interval of %.0f %% (--blocks %d would)",
                        blocks,
                        blocks == 1 ? " gives" : "s give",
                        MedianInterval.WANTED_COVERAGE * 100,
                        MedianInterval.LEAST_VALUES));
    }

    /** The slowest of all trials may be one that did not get through its events: it keeps from confirming. */
    private static Evidence unlessUnfinished(
            Verdict verdict, String condition, String words, List<TrialResult> restsOn, List<TrialResult> all) {
        List<TrialResult> unfinished = all.stream()
                .filter(trial -> trial.status() == TrialStatus.FAILED
                        || (trial.status() == TrialStatus.INVALID
                                && trial.events() != null
                                && trial.events().lost() > 0))
                .toList();
        if (unfinished.isEmpty() || verdict == NOT_CONFIRMED) {
            return new Evidence(verdict, condition, words, restsOn);
        }
        String without = unfinished.stream()
                .map(trial -> Integer.toString(trial.order()))
                .collect(Collectors.joining(", "));
        return new Evidence(
                CANNOT_TELL,
                condition,
                words + "; without the trials that did not get through their events: " + without,
                Stream.concat(restsOn.stream(), unfinished.stream()).toList());
    }

    /** Of valid trials that have it, in their order; in milliseconds. */
    private static Map<TrialResult, Double> ms(List<TrialResult> trials, Metric metric) {
        double scale = metric.unit() == Unit.NANOSECONDS ? NS_PER_MS : 1;
        Map<TrialResult, Double> figures = new LinkedHashMap<>();
        trials.forEach(trial -> metric.of(trial).ifPresent(value -> figures.put(trial, value / scale)));
        return figures;
    }

    private static double median(List<TrialResult> trials, Map<TrialResult, Double> figures) {
        return Spread.median(trials.stream().map(figures::get).toList());
    }
}
