package org.keyedstatebench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.TrialStatus;

/** Builds the tables that have a row per variant and a column per metric, each with median and range over valid trials. */
final class VariantTable {

    private final Columns<VariantSummary> columns = new Columns<VariantSummary>()
            .text("variant", VariantSummary::name)
            .cells(Column.text("valid trials"), VariantTable::validTrials);

    /** @param scale by which the metric's own unit is divided to get the one that the header names */
    VariantTable column(String header, Metric metric, double scale) {
        columns.spread(header, scale, variant -> variant.spread(metric));
        return this;
    }

    /** @param figure short name under which the exact number goes with the cell */
    VariantTable column(String header, Metric metric, double scale, String figure) {
        columns.cells(
                Column.number(header),
                variant -> variant.spread(metric)
                        .map(spread -> Cell.of(Figures.spread(spread, scale))
                                .with(new Figure(variant.name(), null, figure, Figures.exact(spread.median()))))
                        .orElseGet(Cell::none));
        return this;
    }

    Table build(String caption, List<VariantSummary> variants, List<String> notes) {
        return columns.table(caption, variants, notes);
    }

    /** "3 of 3", or what became of those that are not valid: "2 of 3, 1 failed"; "3 unsupported" if none is. */
    static Cell validTrials(VariantSummary variant) {
        if (variant.trials().isEmpty()) {
            return new Cell("not run", Tone.WARNING);
        }
        String others = Arrays.stream(TrialStatus.values())
                .filter(status ->
                        status != TrialStatus.VALID && !variant.trials(status).isEmpty())
                .map(status -> variant.trials(status).size() + " " + Sentences.word(status))
                .collect(Collectors.joining(", "));
        if (!variant.hasValidTrial()) {
            return new Cell(others, Tone.WARNING);
        }
        String valid = variant.validTrials().size() + " of " + variant.trials().size();
        return others.isEmpty() ? Cell.of(valid) : new Cell(valid + ", " + others, Tone.WARNING);
    }
}
