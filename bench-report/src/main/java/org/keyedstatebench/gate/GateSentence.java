package org.keyedstatebench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.MedianInterval;

/**
 * Says the verdict in a sentence that stands alone: what got slower, by how much, how sure.
 *
 * @param byFailures whether failed trials have decided
 */
record GateSentence(boolean byFailures, List<MetricRow> rows, List<HardFailure> failures, List<String> faults) {

    private static final String NOT_SLOWER = "The candidate is not slower by as much as the rules would fail it for";

    String of(GateVerdict verdict) {
        String metrics = figures(row -> row.verdict() == verdict);
        return switch (verdict) {
            case PASS -> passed(metrics);
            case REGRESSION ->
                byFailures
                        ? "The candidate has " + count(failures) + ", the baseline none; " + first(failures) + "."
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
        return failures.isEmpty()
                ? ""
                : " One trial of the candidate failed and no other did, which may have been chance: "
                        + place(failures.get(0)) + ".";
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
        return failures.stream().filter(failure -> failure.side() == side).toList();
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
        return rows.stream().filter(asked).map(GateSentence::figure).collect(Collectors.joining(", "));
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
