package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.TrialStatus;

/**
 * Builds a table of things of one kind, a row for each: every column is said once, with its header and what stands in its cells.
 *
 * @param <R> what a row is about
 */
final class Columns<R> {

    /** Keys of what processes use begin so. */
    private static final String COST = "cost.";

    private final List<Column> columns = new ArrayList<>();
    private final List<Function<? super R, Cell>> cells = new ArrayList<>();

    /** A table of names and values, and nothing else. */
    static Table ofPairs(String caption, String names, String values, Map<String, String> pairs, String... notes) {
        return new Columns<Map.Entry<String, String>>()
                .text(names, Map.Entry::getKey)
                .text(values, Map.Entry::getValue)
                .table(caption, pairs.entrySet(), notes);
    }

    /** The rows' variants, and how many of their trials count. */
    static Columns<VariantSummary> ofVariants() {
        return new Columns<VariantSummary>()
                .text("variant", VariantSummary::name)
                .cells(Column.text("valid trials"), Columns::validTrials);
    }

    Columns<R> cells(Column column, Function<? super R, Cell> cell) {
        columns.add(column);
        cells.add(cell);
        return this;
    }

    Columns<R> text(String header, Function<? super R, String> text) {
        return cells(Column.text(header), row -> Cell.of(text.apply(row)));
    }

    Columns<R> number(String header, Function<? super R, String> text) {
        return cells(Column.number(header), row -> Cell.of(text.apply(row)));
    }

    /** All digits of what is counted; {@code null} is none. */
    Columns<R> count(String header, Function<? super R, ? extends Number> count) {
        return number(header, row -> {
            Number counted = count.apply(row);
            return counted == null ? Figures.NONE : Figures.count(counted.longValue());
        });
    }

    /** @param tone of what the text says */
    Columns<R> text(String header, Function<? super R, String> text, Function<? super R, Tone> tone) {
        return cells(Column.text(header), row -> new Cell(text.apply(row), tone.apply(row)));
    }

    /** @param figure {@code null} and NaN are none */
    Columns<R> figure(String header, double scale, Function<? super R, ? extends Number> figure) {
        return number(header, row -> Figures.digitsOrNone(figure.apply(row), scale));
    }

    /** @param scale by which the figure's own unit is divided to get the one that the header names */
    Columns<R> spread(String header, double scale, Function<? super R, Optional<Spread>> spread) {
        return number(
                header,
                row -> spread.apply(row).map(it -> Figures.spread(it, scale)).orElse(Figures.NONE));
    }

    /** @param key in the words of the report, which have the metrics by header; behind a stroke, what a metric's own unit is divided by */
    Columns<R> metrics(String key, Function<? super R, VariantSummary> variant) {
        Words.pairs(key + ".metrics").forEach((header, words) -> {
            String[] parts = words.split(" / ", 2);
            Metric metric = Metric.valueOf(parts[0]);
            double scale = parts.length == 1 ? 1 : Double.parseDouble(parts[1]);
            number(
                    header,
                    row -> variant.apply(row)
                            .spread(metric)
                            .map(spread -> Figures.spread(spread, scale))
                            .orElseGet(() -> key.startsWith(COST) ? unmetered(variant.apply(row)) : Figures.NONE));
        });
        return this;
    }

    /** Of what an engine's processes use: on a cluster some of it is out of reach, which is something else than nothing. */
    private static String unmetered(VariantSummary variant) {
        return variant.hasValidTrial() && variant.runsOnCluster() ? Figures.NOT_MEASURABLE : Figures.NONE;
    }

    /** What variants have of the metrics under a key, beside how many of their trials count. */
    static Table ofMetrics(String key, List<VariantSummary> variants, Object... said) {
        return ofVariants().metrics(key, variant -> variant).say(key, variants, said);
    }

    /** @param key of the caption and the notes in the words of the report */
    Table say(String key, Collection<? extends R> rows, Object... said) {
        return table(Words.of(key + ".caption", said), rows, Words.list(key + ".notes", said));
    }

    Table table(String caption, Collection<? extends R> rows, String... notes) {
        return table(caption, rows, List.of(notes));
    }

    Table table(String caption, Collection<? extends R> rows, List<String> notes) {
        List<List<Cell>> table = rows.stream()
                .map(row -> cells.stream().map(cell -> cell.apply(row)).toList())
                .toList();
        return new Table(caption, columns, table, notes);
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
