package org.keyedstatebench.report;

import java.util.List;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;

/**
 * What one asks of a comparison first, a line for each variant: latency, the distance to the floor, cost, and that nothing was lost.
 * Sections of the report have the same figures among all others.
 */
final class LatencyTable {

    private LatencyTable() {}

    static Table of(RunResult run) {
        Comparison comparison = Comparison.of(run);
        return new Columns<VariantSummary>()
                .text("variant", LatencyTable::what)
                .metrics("latency-table", variant -> variant)
                .number("p50, times the reference's", variant -> timesReference(variant, comparison))
                .metrics("latency-table.cost", variant -> variant)
                .number("events lost", LatencyTable::lost)
                .say("latency-table", comparison.variants());
    }

    private static String what(VariantSummary variant) {
        String what = variant.name() + ": " + variant.variant().trigger().words();
        if (variant.hasValidTrial()) {
            return what;
        }
        return variant.trials(TrialStatus.UNSUPPORTED).stream()
                .map(TrialResult::refusal)
                .filter(refusal -> refusal != null)
                .findFirst()
                .map(refusal -> what + ", refused: " + Sentences.errorCode(refusal.errorClass()))
                .orElseGet(() -> what + ", " + Columns.validTrials(variant).text());
    }

    private static String timesReference(VariantSummary variant, Comparison comparison) {
        if (comparison.reference().filter(variant::equals).isPresent()) {
            return "1";
        }
        return comparison.toReference().stream()
                .filter(pair -> pair.judged().equals(variant))
                .findFirst()
                .flatMap(pair -> pair.ratio(Metric.LATENCY_P50))
                .map(Figures::ratio)
                .orElse(Figures.NONE);
    }

    private static String lost(VariantSummary variant) {
        List<Events> events = CorrectnessSection.events(variant.trials());
        return events.isEmpty()
                ? Figures.NONE
                : CorrectnessSection.sum(events, Events::lost) + " of " + CorrectnessSection.sum(events, Events::sent);
    }
}
