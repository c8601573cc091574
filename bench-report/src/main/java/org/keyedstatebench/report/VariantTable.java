package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private record Measured(Metric metric, double scale, String figure) {}

    private final Map<Column, Measured> columns = new LinkedHashMap<>();

    /** @param scale by which the metric's own unit is divided to get the one that the header names */
    VariantTable column(String header, Metric metric, double scale) {
        return column(header, metric, scale, null);
    }

    /** @param figure short name under which the exact number goes with the cell; {@code null} for none */
    VariantTable column(String header, Metric metric, double scale, String figure) {
        columns.put(Column.number(header), new Measured(metric, scale, figure));
        return this;
    }

    Table build(String caption, List<VariantSummary> variants, List<String> notes) {
        List<Column> headers = new ArrayList<>(List.of(Column.text("variant"), Column.text("valid trials")));
        headers.addAll(columns.keySet());
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantSummary variant : variants) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(variant.name()), validTrials(variant)));
            for (Measured measured : columns.values()) {
                row.add(variant.spread(measured.metric())
                        .map(spread -> Cell.of(Figures.spread(spread, measured.scale()))
                                .with(
                                        measured.figure() == null
                                                ? null
                                                : new Figure(
                                                        variant.name(),
                                                        null,
                                                        measured.figure(),
                                                        Figures.exact(spread.median()))))
                        .orElseGet(Cell::none));
            }
            rows.add(row);
        }
        return new Table(caption, headers, rows, notes);
    }

    /** "3 of 3", or what became of those that are not valid: "2 of 3, 1 failed"; "3 unsupported" if none is. */
    static Cell validTrials(VariantSummary variant) {
        if (variant.trials().isEmpty()) {
            return new Cell("not run", Tone.WARNING);
        }
        String others = Arrays.stream(TrialStatus.values())
                .filter(status ->
                        status != TrialStatus.VALID && !variant.trials(status).isEmpty())
                .map(status -> variant.trials(status).size() + " " + StatusWords.word(status))
                .collect(Collectors.joining(", "));
        if (!variant.hasValidTrial()) {
            return new Cell(others, Tone.WARNING);
        }
        String valid = variant.validTrials().size() + " of " + variant.trials().size();
        return others.isEmpty() ? Cell.of(valid) : new Cell(valid + ", " + others, Tone.WARNING);
    }
}
