package org.keyedstatebench.harness.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says the verdict in a sentence that stands alone: what got slower, by how much, how sure. */
final class GateSentence {

    private GateSentence() {}

    static String of(GateVerdict verdict, List<MetricRow> rows, List<HardFailure> failures, List<String> faults) {
        return switch (verdict) {
            case PASS -> passed(rows);
            case REGRESSION -> failures.isEmpty() ? slower(rows) : failed(failures);
            case SUSPECTED ->
                "The candidate looks slower in the first set of pairs: " + figures(rows, MetricVerdict.SUSPECTED)
                        + "; only a second set can tell that from chance.";
            case INCONCLUSIVE ->
                "No regression is shown, and none is ruled out: " + figures(rows, MetricVerdict.INCONCLUSIVE)
                        + "; more pairs, longer trials or a quieter machine would tell.";
            case INVALID -> invalid(failures, faults);
        };
    }

    private static String passed(List<MetricRow> rows) {
        List<String> lower = rows.stream()
                .filter(row -> row.verdict() == MetricVerdict.PASS)
                .filter(row -> row.deciding().interval().high() < 1)
                .map(GateSentence::figure)
                .toList();
        return lower.isEmpty()
                ? "The candidate is not slower by as much as the rules would fail it for: "
                        + figures(rows, MetricVerdict.PASS) + "."
                : "The candidate is not slower; it looks better, in one set of pairs that no second has confirmed: "
                        + String.join(", ", lower) + ".";
    }

    private static String slower(List<MetricRow> rows) {
        return "The candidate is slower, in two sets of pairs independently: " + figures(rows, MetricVerdict.REGRESSION)
                + ".";
    }

    private static String failed(List<HardFailure> failures) {
        return "The candidate has " + failures.size() + (failures.size() == 1 ? " failed trial" : " failed trials")
                + ", the baseline none; " + first(failures) + ".";
    }

    private static String invalid(List<HardFailure> failures, List<String> faults) {
        List<String> reasons = new ArrayList<>(faults);
        List<HardFailure> baseline = failures.stream()
                .filter(failure -> failure.side() == Side.BASELINE)
                .toList();
        if (!baseline.isEmpty()) {
            reasons.add("the baseline has " + baseline.size()
                    + (baseline.size() == 1 ? " failed trial; " : " failed trials; ") + first(baseline));
        }
        if (baseline.size() < failures.size()) {
            reasons.add("the candidate has failed trials too");
        }
        return "Nothing can be said about the candidate: " + String.join("; ", reasons) + ".";
    }

    private static String first(List<HardFailure> failures) {
        HardFailure first = failures.get(0);
        return "the first in pair " + first.pair() + (first.confirmation() ? " of the second set: " : ": ")
                + first.reason();
    }

    private static String figures(List<MetricRow> rows, MetricVerdict verdict) {
        return String.join(
                ", ",
                rows.stream()
                        .filter(row -> row.verdict() == verdict)
                        .map(GateSentence::figure)
                        .toList());
    }

    /** "p50 1.32 times as high (1.21 to 1.40)". */
    private static String figure(MetricRow row) {
        PairedFigures figures = row.deciding();
        if (figures == null) {
            return row.metric().word() + " not measured";
        }
        String text = String.format(
                Locale.ROOT,
                "%s %.2f times as %s",
                row.metric().word(),
                figures.ratio(),
                row.metric().latency() ? "high" : "low");
        return figures.interval() == null
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                " (%.2f to %.2f with %.1f %% confidence, worse in %d of %d pairs)",
                                figures.interval().low(),
                                figures.interval().high(),
                                figures.interval().coverage() * 100,
                                figures.slower(),
                                figures.pairs());
    }
}
