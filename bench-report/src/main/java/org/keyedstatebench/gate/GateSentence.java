package org.keyedstatebench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says the verdict in a sentence that stands alone: what got slower, by how much, how sure. */
final class GateSentence {

    private GateSentence() {}

    /** @param byFailures whether failed trials have decided */
    static String of(
            GateVerdict verdict,
            boolean byFailures,
            List<MetricRow> rows,
            List<HardFailure> failures,
            List<String> faults) {
        return switch (verdict) {
            case PASS -> passed(rows);
            case REGRESSION -> byFailures ? failed(failures) : slower(rows) + beside(failures);
            case SUSPECTED ->
                "The candidate looks slower in the first set of pairs: " + figures(rows, GateVerdict.SUSPECTED)
                        + "; only a second set can tell that from chance." + beside(failures);
            case INCONCLUSIVE -> inconclusive(rows) + beside(failures);
            case INVALID -> invalid(failures, faults);
            case REPORTED -> throw new IllegalArgumentException("no verdict on the whole: " + verdict.word());
        };
    }

    private static String passed(List<MetricRow> rows) {
        List<String> lower = rows.stream()
                .filter(row -> row.verdict() == GateVerdict.PASS)
                .filter(row -> row.deciding().interval().high() < 1)
                .map(GateSentence::figure)
                .toList();
        return lower.isEmpty()
                ? "The candidate is not slower by as much as the rules would fail it for: "
                        + figures(rows, GateVerdict.PASS) + "."
                : "The candidate is not slower; it looks better, in one set of pairs that no second has confirmed: "
                        + String.join(", ", lower) + ".";
    }

    private static String slower(List<MetricRow> rows) {
        return "The candidate is slower, in two sets of pairs independently: " + figures(rows, GateVerdict.REGRESSION)
                + ".";
    }

    private static String failed(List<HardFailure> failures) {
        return "The candidate has " + count(failures) + ", the baseline none; " + first(failures) + ".";
    }

    private static String inconclusive(List<MetricRow> rows) {
        String open = figures(rows, GateVerdict.INCONCLUSIVE);
        return open.isEmpty()
                ? "The candidate is not slower by as much as the rules would fail it for, and yet cannot pass."
                : "No regression is shown, and none is ruled out: " + open
                        + "; more pairs, longer trials or a quieter machine would tell.";
    }

    /** A failure that has decided nothing, because no second has followed; empty without one. */
    private static String beside(List<HardFailure> failures) {
        return failures.isEmpty()
                ? ""
                : " One trial of the candidate failed and no other did, which may have been chance: "
                        + place(failures.get(0)) + ".";
    }

    private static String invalid(List<HardFailure> failures, List<String> faults) {
        List<String> reasons = new ArrayList<>(faults);
        List<HardFailure> baseline = of(failures, Side.BASELINE);
        List<HardFailure> candidate = of(failures, Side.CANDIDATE);
        if (!baseline.isEmpty()) {
            reasons.add("the baseline has " + count(baseline) + "; " + first(baseline));
        }
        if (!candidate.isEmpty()) {
            boolean same = !baseline.isEmpty()
                    && candidate.get(0).reason().equals(baseline.get(0).reason());
            reasons.add("the candidate has " + count(candidate)
                    + (baseline.isEmpty() ? "; " : " too; ")
                    + (same ? "the first for the same reason" : first(candidate)));
        }
        return "Nothing can be said about the candidate: " + String.join("; ", reasons) + ".";
    }

    private static List<HardFailure> of(List<HardFailure> failures, Side side) {
        return failures.stream().filter(failure -> failure.side() == side).toList();
    }

    private static String count(List<HardFailure> failures) {
        return failures.size() + (failures.size() == 1 ? " failed trial" : " failed trials");
    }

    private static String first(List<HardFailure> failures) {
        return "the first in " + place(failures.get(0));
    }

    private static String place(HardFailure failure) {
        return "pair " + failure.pair() + (failure.confirmation() ? " of the second set: " : ": ") + failure.reason();
    }

    private static String figures(List<MetricRow> rows, GateVerdict verdict) {
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
