package org.keyedstatebench.gate;

import java.util.List;
import java.util.Locale;

/** The rule by which one metric is judged; {@link Judgement} says it in words. Pure. */
final class MetricRule {

    private MetricRule() {}

    /** What one set of pairs says by itself, and why. */
    private record Said(GateVerdict verdict, String reason) {}

    static MetricRow judge(GateRules rules, GateMetric metric, List<Pair> pairs, List<Pair> confirmation) {
        PairedFigures first = PairedFigures.of(metric, pairs).orElse(null);
        if (!metric.judged()) {
            return new MetricRow(metric, first, null, GateVerdict.REPORTED, "shown, not judged");
        }
        Said said = ofSet(rules, metric, first);
        if (said.verdict() != GateVerdict.SUSPECTED || confirmation.isEmpty()) {
            return new MetricRow(metric, first, null, said.verdict(), said.reason());
        }
        PairedFigures second = PairedFigures.of(metric, confirmation).orElse(null);
        Said again = ofSet(rules, metric, second);
        return again.verdict() == GateVerdict.SUSPECTED
                ? new MetricRow(metric, first, second, GateVerdict.REGRESSION, "confirmed: " + again.reason())
                : new MetricRow(metric, first, second, again.verdict(), "not confirmed: " + again.reason());
    }

    /** @param figures {@code null} if no pair has the metric */
    private static Said ofSet(GateRules rules, GateMetric metric, PairedFigures figures) {
        int pairs = figures == null ? 0 : figures.pairs();
        if (pairs < rules.pairs()) {
            return inconclusive(pairs + " of " + rules.pairs() + " pairs have this figure on both sides");
        }
        double low = figures.interval().low();
        double high = figures.interval().high();
        double threshold = rules.threshold(metric);
        long minimum = rules.minimumChange().toNanos();
        String limit = digits(threshold);
        String change = digits(minimum / 1e6) + " ms";
        boolean matters = !metric.latency() || figures.change() > minimum;
        if (low > 1 && figures.ratio() > threshold && matters) {
            return new Said(GateVerdict.SUSPECTED, "the ratio is above " + limit + ", and its interval above 1");
        }
        if (high < rules.passBelow()) {
            return new Said(GateVerdict.PASS, "the interval ends below " + digits(rules.passBelow()));
        }
        // A fast job's latencies may differ by half and yet by nothing that anybody would notice.
        if (metric.latency() && figures.changeInterval().high() <= minimum) {
            return new Said(GateVerdict.PASS, "the change is not above " + change + ", whatever the ratio");
        }
        if (figures.ratio() <= threshold) {
            return inconclusive("the interval reaches " + digits(high) + ", with the ratio not above " + limit);
        }
        return low > 1
                ? inconclusive("the change may be above " + change + ", but its median is not")
                : inconclusive("the ratio is above " + limit + ", but its interval includes 1");
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static Said inconclusive(String reason) {
        return new Said(GateVerdict.INCONCLUSIVE, reason);
    }
}
