package org.keyedstatebench.gate;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the gate says about one metric, and from what; {@link Judgement} has the rule in words. Pure.
 *
 * @param first of the first set of pairs; {@code null} if no pair has the metric on both sides
 * @param confirmation of the second set; {@code null} unless the metric was suspected in the first and a second was run
 * @param reason why the verdict is what it is, in a sentence
 */
public record MetricRow(
        GateMetric metric, PairedFigures first, PairedFigures confirmation, GateVerdict verdict, String reason) {

    static MetricRow of(GateRules rules, GateMetric metric, List<Pair> pairs, List<Pair> confirmation) {
        MetricRow first = ofSet(rules, metric, pairs);
        if (first.verdict != GateVerdict.SUSPECTED || confirmation.isEmpty()) {
            return first;
        }
        MetricRow second = ofSet(rules, metric, confirmation);
        boolean confirmed = second.verdict == GateVerdict.SUSPECTED;
        return new MetricRow(
                metric,
                first.first,
                second.first,
                confirmed ? GateVerdict.REGRESSION : second.verdict,
                (confirmed ? "confirmed: " : "not confirmed: ") + second.reason);
    }

    /** What a set of pairs says by itself. */
    private static MetricRow ofSet(GateRules rules, GateMetric metric, List<Pair> set) {
        PairedFigures figures = PairedFigures.of(metric, set).orElse(null);
        if (!metric.judged()) {
            return new MetricRow(metric, figures, null, GateVerdict.REPORTED, "shown, not judged");
        }
        int pairs = figures == null ? 0 : figures.pairs();
        if (pairs < rules.pairs()) {
            String few = pairs + " of " + rules.pairs() + " pairs have this figure on both sides";
            return new MetricRow(metric, figures, null, GateVerdict.INCONCLUSIVE, few);
        }
        double low = figures.interval().low();
        double high = figures.interval().high();
        long minimum = rules.minimumChange().toNanos();
        String limit = digits(rules.threshold(metric));
        String change = digits(minimum / 1e6) + " ms";
        boolean larger = figures.ratio() > rules.threshold(metric);
        GateVerdict verdict = GateVerdict.INCONCLUSIVE;
        String reason;
        if (low > 1 && larger && (!metric.latency() || figures.change() > minimum)) {
            verdict = GateVerdict.SUSPECTED;
            reason = "the ratio is above " + limit + ", and its interval above 1";
        } else if (high < rules.passBelow()) {
            verdict = GateVerdict.PASS;
            reason = "the interval ends below " + digits(rules.passBelow());
        } else if (metric.latency() && figures.changeInterval().high() <= minimum) {
            // A fast job's latencies may differ by half and yet by nothing that anybody would notice.
            verdict = GateVerdict.PASS;
            reason = "the change is not above " + change + ", whatever the ratio";
        } else if (!larger) {
            reason = "the interval reaches " + digits(high) + ", with the ratio not above " + limit;
        } else if (low > 1) {
            reason = "the change may be above " + change + ", but its median is not";
        } else {
            reason = "the ratio is above " + limit + ", but its interval includes 1";
        }
        return new MetricRow(metric, figures, null, verdict, reason);
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The sets of pairs that it rests on, in their order: none, one or two. */
    public List<PairedFigures> sets() {
        return Stream.of(first, confirmation).filter(Objects::nonNull).toList();
    }

    /** The set of pairs that decided: the second where there is one. {@code null} if there is none. */
    public PairedFigures deciding() {
        return confirmation == null ? first : confirmation;
    }
}
