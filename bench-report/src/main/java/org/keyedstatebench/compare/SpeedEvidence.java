package org.keyedstatebench.compare;

import static org.keyedstatebench.compare.Evidence.words;
import static org.keyedstatebench.result.TableRow.Verdict.CANNOT_TELL;
import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Unit;

/**
 * Decides what is faster, by the interval of a median over blocks or by the error of a score, and leaves it open where that includes
 * both. A trial that is not valid has no figure: it may refute nothing, but one that did not get through its events may have been the
 * slowest of all, so it keeps from confirming. Pure.
 *
 * @param condition under which the trials ran
 * @param trials of the variant that is looked at, in blocks
 */
record SpeedEvidence(String condition, List<TrialResult> trials) {

    private static final double NS_PER_MS = 1e6;

    /** A checkpoint must be long enough that a standstill for its length would show beside the usual median. */
    private static final double SHOWS = 1.5;

    /** Whether it drains more events a second than another variant; empty if no block has both. */
    Optional<Evidence> drainsFasterThan(List<TrialResult> others) {
        return PairedRatio.of(trials, others, Metric.DRAIN_RATE).map(ratio -> {
            List<TrialResult> both = Stream.concat(trials.stream(), others.stream())
                    .filter(trial -> ratio.byBlock().containsKey(trial.block()))
                    .toList();
            String words = words(
                    "drained %,.0f against %,.0f events/s, %.2f times as many, %s",
                    Metric.DRAIN_RATE.over(trials).orElseThrow().median(),
                    Metric.DRAIN_RATE.over(others).orElseThrow().median(),
                    ratio.median(),
                    sureness(ratio.interval(), ratio.blocks(), "%,.2f"));
            boolean decides = ratio.interval().filter(MedianInterval::decides).isPresent();
            return unlessUnfinished(decides ? isHigher(ratio) : CANNOT_TELL, words, both);
        });
    }

    private static Verdict isHigher(PairedRatio ratio) {
        return switch (ratio.verdict()) {
            case HIGHER -> CONFIRMED;
            case LOWER -> NOT_CONFIRMED;
            case NO_DIFFERENCE_DETECTABLE, NO_INTERVAL -> CANNOT_TELL;
        };
    }

    /**
     * Whether the median latency is below a limit; empty without a valid trial.
     *
     * @param variant its name
     * @param warmUp of JVMs that still compile after it: their latency can confirm that an engine is fast, and cannot deny it;
     *     {@code null} for others
     */
    Optional<Evidence> isBelow(String variant, long limitNs, String warmUp) {
        List<TrialResult> valid = having(Metric.LATENCY_P50);
        if (valid.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ms = ms(valid, Metric.LATENCY_P50);
        double limitMs = limitNs / NS_PER_MS;
        String words = words(
                "median of %s %.1f ms (held against %.0f ms), lowest %.1f ms%s, %s",
                variant,
                Spread.median(ms),
                limitMs,
                Collections.min(ms(valid, Metric.LATENCY_MIN)),
                warmUp == null ? "" : ", in JVMs that still compile after a warm-up of " + warmUp,
                sureness(MedianInterval.of(ms), ms.size(), "%,.1f ms"));
        Verdict answer = below(MedianInterval.of(ms), limitMs);
        boolean denied = answer == NOT_CONFIRMED && warmUp != null;
        return Optional.of(unlessUnfinished(denied ? CANNOT_TELL : answer, words, valid));
    }

    /**
     * Whether the work goes on during a checkpoint: events that are due meanwhile are slower then, because a checkpoint takes CPU, too,
     * but not as slow as if everybody waited for its end. Empty if no valid trial has events during and between checkpoints.
     */
    Optional<Evidence> goesOn() {
        List<TrialResult> split =
                having(Metric.DURING_CHECKPOINTS_P50, Metric.BETWEEN_CHECKPOINTS_P50, Metric.CHECKPOINT_P50);
        if (split.isEmpty()) {
            return Optional.empty();
        }
        List<Double> during = ms(split, Metric.DURING_CHECKPOINTS_P50);
        List<Double> between = ms(split, Metric.BETWEEN_CHECKPOINTS_P50);
        List<Double> lasted = ms(split, Metric.CHECKPOINT_P50);
        double usual = Spread.median(between);
        double length = Spread.median(lasted);
        String words = words(
                "p50 %.1f ms during checkpoints, %.1f ms between them; a standstill for a checkpoint's %.0f ms would make it"
                        + " %.1f ms",
                Spread.median(during), usual, length, standstill(usual, length));
        List<Double> shares = IntStream.range(0, split.size())
                .mapToObj(i -> shareOfStandstill(during.get(i), between.get(i), lasted.get(i)))
                .flatMap(Optional::stream)
                .toList();
        if (shares.isEmpty()) {
            words += ", too little to be told from the usual latency";
            return Optional.of(new Evidence(CANNOT_TELL, condition, words, split));
        }
        Optional<MedianInterval> interval = MedianInterval.of(shares);
        words += "; as a share of that " + sureness(interval, shares.size(), "%,.2f");
        return Optional.of(unlessUnfinished(below(interval, 1), words, split));
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
                        "%.1f %% interval " + format + " to " + format + " over %d blocks",
                        sure.coverage() * 100,
                        sure.low(),
                        sure.high(),
                        blocks))
                .orElseGet(() -> words(
                        "%d block%s no interval of %.0f %% (--blocks %d would)",
                        blocks,
                        blocks == 1 ? " gives" : "s give",
                        MedianInterval.WANTED_COVERAGE * 100,
                        MedianInterval.LEAST_VALUES));
    }

    /** The slowest of all trials may be one that did not get through its events: it keeps from confirming. */
    private Evidence unlessUnfinished(Verdict verdict, String words, List<TrialResult> restsOn) {
        List<TrialResult> unfinished = trials.stream()
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

    /** The valid trials that have all of these figures. */
    private List<TrialResult> having(Metric... figures) {
        return trials.stream()
                .filter(trial ->
                        Stream.of(figures).allMatch(figure -> figure.of(trial).isPresent()))
                .toList();
    }

    /** A time of trials that have it. */
    private static List<Double> ms(List<TrialResult> trials, Metric time) {
        double scale = time.unit() == Unit.NANOSECONDS ? NS_PER_MS : 1;
        return trials.stream()
                .map(trial -> time.of(trial).orElseThrow() / scale)
                .toList();
    }
}
