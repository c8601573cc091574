package org.keyedstatebench.gate;

import java.util.List;
import java.util.Locale;

/** The rule by which one metric is judged; {@link Judgement} says it in words. Pure. */
final class MetricRule {

    private MetricRule() {}

    static MetricRow judge(GateRules rules, GateMetric metric, List<Pair> pairs, List<Pair> confirmation) {
        PairedFigures first = PairedFigures.of(metric, pairs).orElse(null);
        if (!metric.judged()) {
            return new MetricRow(metric, first, null, GateVerdict.REPORTED, "shown, not judged");
        }
        GateVerdict verdict = ofSet(rules, metric, first);
        if (verdict != GateVerdict.SUSPECTED || confirmation.isEmpty()) {
            return new MetricRow(metric, first, null, verdict, reason(rules, metric, first, verdict));
        }
        PairedFigures second = PairedFigures.of(metric, confirmation).orElse(null);
        GateVerdict decided = confirmed(ofSet(rules, metric, second));
        return new MetricRow(
                metric,
                first,
                second,
                decided,
                (decided == GateVerdict.REGRESSION ? "confirmed: " : "not confirmed: ")
                        + reason(rules, metric, second, decided));
    }

    /** What a second set says after the first has raised the suspicion. */
    static GateVerdict confirmed(GateVerdict second) {
        return second == GateVerdict.SUSPECTED ? GateVerdict.REGRESSION : second;
    }

    /**
     * What one set of pairs says by itself.
     *
     * @param figures {@code null} if no pair has the metric
     */
    static GateVerdict ofSet(GateRules rules, GateMetric metric, PairedFigures figures) {
        if (!complete(rules, figures)) {
            return GateVerdict.INCONCLUSIVE;
        }
        boolean matters =
                !metric.latency() || figures.change() > rules.minimumChange().toNanos();
        if (figures.interval().low() > 1 && figures.ratio() > rules.threshold(metric) && matters) {
            return GateVerdict.SUSPECTED;
        }
        return figures.interval().high() < rules.passBelow() || tooSmallToMatter(rules, metric, figures)
                ? GateVerdict.PASS
                : GateVerdict.INCONCLUSIVE;
    }

    private static boolean complete(GateRules rules, PairedFigures figures) {
        return figures != null && figures.pairs() >= rules.pairs();
    }

    /** A fast job's latencies may differ by half and yet by nothing that anybody would notice. */
    private static boolean tooSmallToMatter(GateRules rules, GateMetric metric, PairedFigures figures) {
        return metric.latency()
                && figures.changeInterval().high() <= rules.minimumChange().toNanos();
    }

    private static String reason(GateRules rules, GateMetric metric, PairedFigures figures, GateVerdict verdict) {
        if (!complete(rules, figures)) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d pairs have this figure on both sides",
                    figures == null ? 0 : figures.pairs(),
                    rules.pairs());
        }
        double low = figures.interval().low();
        double high = figures.interval().high();
        double threshold = rules.threshold(metric);
        return switch (verdict) {
            case SUSPECTED, REGRESSION -> words("the ratio is above %.2f, and its interval above 1", threshold);
            case PASS -> {
                if (high >= rules.passBelow()) {
                    yield words("the change is not above %.2f ms, whatever the ratio", millis(rules));
                }
                yield words("the interval ends below %.2f", rules.passBelow());
            }
            case INCONCLUSIVE -> {
                if (figures.ratio() <= threshold) {
                    yield words("the interval reaches %.2f, with the ratio not above %.2f", high, threshold);
                }
                if (low > 1) {
                    yield words("the change may be above %.2f ms, but its median is not", millis(rules));
                }
                yield words("the ratio is above %.2f, but its interval includes 1", threshold);
            }
            case REPORTED, INVALID -> throw new IllegalStateException(metric.word() + " cannot be " + verdict.word());
        };
    }

    private static double millis(GateRules rules) {
        return rules.minimumChange().toNanos() / 1e6;
    }

    private static String words(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
