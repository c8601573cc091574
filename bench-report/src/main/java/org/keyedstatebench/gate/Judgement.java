package org.keyedstatebench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.result.TrialResult;

/**
 * Decides whether the candidate is slower than the baseline. Pure.
 *
 * <p>Hard failures come first. A failed trial of the baseline makes the measurement invalid, whatever the candidate did, because then
 * machine or set-up may be to blame. With every trial of the baseline valid, a trial of the candidate that lost events, counted wrongly
 * or was refused is a regression, and so are two that failed otherwise: died, did not become ready, did not get or hold the rate. One of
 * those alone may have been a bad moment of the machine: it is no regression, but the candidate cannot pass with it. Otherwise every
 * judged metric has its verdict:
 *
 * <ul>
 *   <li><b>Suspected</b> if the lower end of the interval is above 1, the median ratio is above the threshold, and, for a
 *       latency, the median change is above the minimum. A second, fresh set of pairs then decides by itself, by the same
 *       rule: of many metrics and runs the ones that look worst were picked, so the first set is biased against the candidate.
 *   <li><b>Pass</b> if the upper end of the interval is below {@code passBelow}; or if, for a latency, the upper end of the
 *       interval of the change is not above the minimum.
 *   <li><b>Inconclusive</b> otherwise, and whenever fewer pairs than the rules ask for have the figure. A set of pairs that leaves a
 *       metric so is extended once, see {@link GateRules#mostPairs()}, and judged by the same rule over all its pairs.
 * </ul>
 *
 * @param verdict on the whole
 * @param sentence that says it
 * @param rows one per metric, in their order
 * @param hardFailures in the order of the pairs
 * @param faults what else makes the measurement invalid, in sentences; mostly none
 */
public record Judgement(
        GateVerdict verdict,
        String sentence,
        List<MetricRow> rows,
        List<HardFailure> hardFailures,
        List<String> faults) {

    private static final String NOT_SLOWER = "The candidate is not slower by as much as the rules would fail it for";

    public Judgement {
        rows = List.copyOf(rows);
        hardFailures = List.copyOf(hardFailures);
        faults = List.copyOf(faults);
    }

    /**
     * @param pairs the first set
     * @param confirmation the second set; empty if it was not run
     * @param faults what makes the measurement invalid beside its trials, e.g. a machine that was never quiet
     */
    public static Judgement of(GateRules rules, List<Pair> pairs, List<Pair> confirmation, List<String> faults) {
        return of(rules, pairs, confirmation, faults, Optional.empty());
    }

    /** @param change the trial in which the candidate goes on from the baseline's state; empty if there was none */
    static Judgement of(
            GateRules rules,
            List<Pair> pairs,
            List<Pair> confirmation,
            List<String> faults,
            Optional<TrialResult> change) {
        check(rules, pairs, "the first set");
        check(rules, confirmation, "the second set");
        List<HardFailure> failures = Stream.of(
                        pairs.stream().flatMap(pair -> HardFailure.of(pair, false).stream()),
                        confirmation.stream().flatMap(pair -> HardFailure.of(pair, true).stream()),
                        change.flatMap(HardFailure::ofChange).stream())
                .flatMap(some -> some)
                .toList();
        List<MetricRow> rows = Stream.of(GateMetric.values())
                .map(metric -> MetricRow.of(rules, metric, pairs, confirmation))
                .toList();
        GateVerdict verdict = verdict(rows, failures, faults);
        String sentence = new Judgement(verdict, "", rows, failures, faults).said();
        return new Judgement(verdict, sentence, rows, failures, faults);
    }

    /** The metrics for which a second set of pairs must be run; none if a hard failure has decided already. */
    public List<GateMetric> needsConfirmation() {
        return metrics(row -> verdict == GateVerdict.SUSPECTED && row.verdict() == verdict);
    }

    /** The metrics about which the last set of pairs could not tell, so that more pairs may; none if something has decided already. */
    public List<GateMetric> needsMorePairs() {
        boolean confirming = rows.stream().anyMatch(row -> row.confirmation() != null);
        return metrics(row -> verdict == GateVerdict.INCONCLUSIVE
                && row.verdict() == verdict
                && confirming == (row.confirmation() != null));
    }

    private List<GateMetric> metrics(Predicate<MetricRow> asked) {
        return rows.stream().filter(asked).map(MetricRow::metric).toList();
    }

    /** The row of a metric. */
    public MetricRow row(GateMetric metric) {
        return rows.stream()
                .filter(row -> row.metric() == metric)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the judgement has no row for " + metric.word()));
    }

    private static void check(GateRules rules, List<Pair> pairs, String set) {
        long numbers = pairs.stream().map(Pair::number).distinct().count();
        if (numbers < pairs.size() || sound(pairs) > rules.mostPairs()) {
            throw new IllegalArgumentException("expected at most " + rules.mostPairs()
                    + " pairs without a failed trial, of different numbers, in " + set + ", got the numbers "
                    + pairs.stream().map(Pair::number).toList());
        }
    }

    private static GateVerdict verdict(List<MetricRow> rows, List<HardFailure> failures, List<String> faults) {
        if (!faults.isEmpty() || failures.stream().anyMatch(failure -> failure.side() == Side.BASELINE)) {
            return GateVerdict.INVALID;
        }
        if (decide(failures)) {
            return GateVerdict.REGRESSION;
        }
        return Stream.of(GateVerdict.SUSPECTED, GateVerdict.REGRESSION, GateVerdict.INCONCLUSIVE)
                .filter(verdict -> rows.stream().anyMatch(row -> row.verdict() == verdict))
                .findFirst()
                .orElse(failures.isEmpty() ? GateVerdict.PASS : GateVerdict.INCONCLUSIVE);
    }

    /** Whether failed trials have decided already, so that no further pair could change what is said about the candidate. */
    public boolean decidedByFailures() {
        return decide(hardFailures);
    }

    private static boolean decide(List<HardFailure> failures) {
        return failures.size() > 1
                || failures.stream().anyMatch(failure -> failure.side() == Side.BASELINE || failure.decisive());
    }

    /** How many pairs have no failed trial. */
    static long sound(List<Pair> pairs) {
        return pairs.stream()
                .filter(pair -> HardFailure.of(pair, false).isEmpty())
                .count();
    }

    /** The verdict in a sentence that stands alone: what got slower, by how much, how sure. */
    private String said() {
        String metrics = figures(row -> row.verdict() == verdict);
        return switch (verdict) {
            case PASS -> passed(metrics);
            case REGRESSION ->
                decidedByFailures()
                        ? "The candidate has " + count(hardFailures) + ", the baseline none; " + first(hardFailures)
                                + "."
                        : "The candidate is slower, in two sets of pairs independently: " + metrics + "." + beside();
            case SUSPECTED ->
                "The candidate looks slower in the first set of pairs: " + metrics
                        + "; only a second set can tell that from chance." + beside();
            case INCONCLUSIVE ->
                (metrics.isEmpty()
                                ? NOT_SLOWER + ", and yet cannot pass."
                                : "No regression is shown, and none is ruled out: " + metrics
                                        + "; more pairs, longer trials or a quieter machine would tell.")
                        + beside();
            case INVALID -> invalid();
            case REPORTED -> throw new IllegalArgumentException("no verdict on the whole: " + verdict.word());
        };
    }

    private String passed(String metrics) {
        String lower = figures(row ->
                row.verdict() == GateVerdict.PASS && row.deciding().interval().high() < 1);
        return lower.isEmpty()
                ? NOT_SLOWER + ": " + metrics + "."
                : "The candidate is not slower; it looks better, in one set of pairs that no second has confirmed: "
                        + lower + ".";
    }

    /** A failure that has decided nothing, because no second has followed; empty without one. */
    private String beside() {
        return hardFailures.isEmpty()
                ? ""
                : " One trial of the candidate failed and no other did, which may have been chance: "
                        + place(hardFailures.get(0)) + ".";
    }

    private String invalid() {
        List<String> reasons = new ArrayList<>(faults);
        List<HardFailure> baseline = of(Side.BASELINE);
        List<HardFailure> candidate = of(Side.CANDIDATE);
        if (!baseline.isEmpty()) {
            reasons.add("the baseline has " + count(baseline) + "; " + first(baseline));
        }
        if (!candidate.isEmpty()) {
            boolean same = !baseline.isEmpty()
                    && candidate.get(0).reason().equals(baseline.get(0).reason());
            reasons.add("the candidate has " + count(candidate) + (baseline.isEmpty() ? "; " : " too; ")
                    + (same ? "the first for the same reason" : first(candidate)));
        }
        return "Nothing can be said about the candidate: " + String.join("; ", reasons) + ".";
    }

    private List<HardFailure> of(Side side) {
        return hardFailures.stream().filter(failure -> failure.side() == side).toList();
    }

    private static String count(List<HardFailure> failures) {
        return failures.size() + (failures.size() == 1 ? " failed trial" : " failed trials");
    }

    private static String first(List<HardFailure> failures) {
        return "the first in " + place(failures.get(0));
    }

    private static String place(HardFailure failure) {
        return failure.place() + ": " + failure.reason();
    }

    private String figures(Predicate<MetricRow> asked) {
        return rows.stream().filter(asked).map(Judgement::figure).collect(Collectors.joining(", "));
    }

    /** "p50 1.32 times as high (1.21 to 1.40)". */
    private static String figure(MetricRow row) {
        PairedFigures figures = row.deciding();
        if (figures == null) {
            return row.metric().word() + " not measured";
        }
        String way = row.metric().latency() ? "high" : "low";
        String text =
                String.format(Locale.ROOT, "%s %.2f times as %s", row.metric().word(), figures.ratio(), way);
        MedianInterval interval = figures.interval();
        return interval == null
                ? text
                : String.format(
                        Locale.ROOT,
                        "%s (%.2f to %.2f with %.1f %% confidence, worse in %d of %d pairs)",
                        text,
                        interval.low(),
                        interval.high(),
                        interval.coverage() * 100,
                        figures.slower(),
                        figures.pairs());
    }
}
