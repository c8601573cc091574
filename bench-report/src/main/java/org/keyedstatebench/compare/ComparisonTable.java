package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyedstatebench.scenario.Dimension;

/**
 * The six dimensions, engine against engine; every cell holds only what trials of this run have shown.
 *
 * @param engines the columns: those of the run in their order, the reference left out
 * @param rows one for each dimension, in its order
 */
public record ComparisonTable(List<String> engines, List<Row> rows) {

    /**
     * One dimension.
     *
     * @param dimension of the row
     * @param cells one for each engine, in the order of the columns
     */
    public record Row(Dimension dimension, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * What the run shows of one engine in one dimension.
     *
     * @param findings empty if nothing was measured
     */
    public record Cell(List<Finding> findings) {
        public Cell {
            findings = List.copyOf(findings);
        }

        public boolean isMeasured() {
            return !findings.isEmpty();
        }
    }

    public ComparisonTable {
        engines = List.copyOf(engines);
        rows = List.copyOf(rows);
    }

    static ComparisonTable of(List<VariantSummary> variants) {
        Set<String> engines = new LinkedHashSet<>();
        variants.stream()
                .map(VariantSummary::engine)
                .filter(engine -> !engine.equals(Comparison.REFERENCE_ENGINE))
                .forEach(engines::add);
        List<Row> rows = Arrays.stream(Dimension.values())
                .map(dimension -> new Row(
                        dimension,
                        engines.stream()
                                .map(engine -> cell(dimension, variants, engine))
                                .toList()))
                .toList();
        return new ComparisonTable(new ArrayList<>(engines), rows);
    }

    private static Cell cell(Dimension dimension, List<VariantSummary> all, String engine) {
        List<VariantSummary> variants = all.stream()
                .filter(variant ->
                        variant.engine().equals(engine) && !variant.trials().isEmpty())
                .toList();
        return new Cell(variants.stream()
                .map(variant -> variant.hasValidTrial()
                        ? DimensionFindings.measured(dimension, variant)
                        : DimensionFindings.failure(dimension, variant, variants))
                .flatMap(Optional::stream)
                .toList());
    }
}
