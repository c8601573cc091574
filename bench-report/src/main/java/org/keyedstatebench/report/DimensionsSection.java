package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.compare.Evidence;
import org.keyedstatebench.compare.Finding;
import org.keyedstatebench.compare.Finding.Measure;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Block.Table;

/** Shows the six dimensions, each finding with the trials that it comes from. */
final class DimensionsSection {

    private static final int QUOTE_LIMIT = 400;

    private DimensionsSection() {}

    static Section of(Comparison comparison) {
        ComparisonTable table = comparison.table();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("dimension"));
        table.engines().forEach(engine -> columns.add(Column.text(Sentences.engine(engine))));
        List<List<Cell>> rows = new ArrayList<>();
        for (ComparisonTable.Row row : table.rows()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(row.dimension().title()));
            row.cells().forEach(cell -> cells.add(cell(cell)));
            rows.add(cells);
        }
        return new Section(
                "dimensions",
                "Six dimensions",
                List.of(
                        new Table(
                                "What the trials of this run show",
                                columns,
                                rows,
                                List.of(
                                        "Figures are medians over the valid trials named in brackets; latency is coverage latency."
                                                + " Refusals are the engine's own words. Nothing here was written down in advance."))));
    }

    private static Cell cell(ComparisonTable.Cell cell) {
        return cell.isMeasured()
                ? Cell.of(cell.findings().stream().map(DimensionsSection::words).collect(Collectors.joining("\n")))
                        .restingOn(cell.findings().stream()
                                .flatMap(finding -> finding.evidence().files().stream())
                                .distinct()
                                .map(file -> new Link(file, file))
                                .toList())
                : Cell.of("not measured");
    }

    private static String words(Finding finding) {
        String evidence = evidence(finding.evidence());
        if (finding instanceof Finding.Measured measured) {
            return measured.setting() + ": "
                    + measured.measures().stream().map(DimensionsSection::words).collect(Collectors.joining(", "))
                    + evidence;
        }
        if (finding instanceof Finding.Refused refused) {
            return refused.setting() + ": refused (" + refused.feature() + "): \""
                    + Sentences.quote(refused.message(), QUOTE_LIMIT) + "\" " + refused.errorClass() + evidence;
        }
        Finding.NotValid notValid = (Finding.NotValid) finding;
        return notValid.setting() + ": no valid trial"
                + notValid.reason()
                        .map(reason -> ": " + Sentences.quote(reason, QUOTE_LIMIT))
                        .orElse("") + evidence;
    }

    private static String words(Measure measure) {
        return measure.name() + " " + Figures.of(measure.spread().median(), measure.unit());
    }

    private static String evidence(Evidence evidence) {
        return " [" + evidence.variant() + ": " + Sentences.trials(evidence.trials()) + "]";
    }
}
