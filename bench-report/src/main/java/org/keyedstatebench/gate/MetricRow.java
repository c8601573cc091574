package org.keyedstatebench.gate;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the gate says about one metric, and from what.
 *
 * @param first of the first set of pairs; {@code null} if no pair has the metric on both sides
 * @param confirmation of the second set; {@code null} unless the metric was suspected in the first and a second was run
 * @param reason why the verdict is what it is, in a sentence
 */
public record MetricRow(
        GateMetric metric, PairedFigures first, PairedFigures confirmation, GateVerdict verdict, String reason) {

    public MetricRow {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
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
