package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Claim;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Variant;

/** Shows the comparison table, of a run that was made for it with how the claims of the documentation fared. */
final class ComparisonTableSection {

    private static final int QUOTE_LIMIT = 500;

    private ComparisonTableSection() {}

    static Section of(RunResult run) {
        boolean stored = run.table() != null;
        List<TableRow> rows = stored ? run.table() : ComparisonTable.of(run, List.of());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Words.of("table.intro")));
        List<String> engines = run.scenario().variants().stream()
                .map(Variant::engine)
                .filter(engine -> !engine.equals(Comparison.REFERENCE_ENGINE))
                .distinct()
                .toList();
        rows.stream()
                .filter(row -> stored || isMeasured(row))
                .map(row -> table(row, engines))
                .forEach(blocks::add);
        List<String> unmeasured = rows.stream()
                .filter(row -> !stored && !isMeasured(row))
                .map(row -> row.dimension().title())
                .toList();
        if (!unmeasured.isEmpty()) {
            blocks.add(new Paragraph("Not measured by this run: " + Sentences.list(unmeasured)
                    + "; ./bench compare and ./bench matrix do."));
        }
        if (stored) {
            blocks.addAll(CheckpointPlots.of(run));
            blocks.add(claims(rows));
        }
        boolean alone = stored && run.scenario().added().isEmpty();
        if (alone && run.scenario().name().endsWith("quick")) {
            blocks.add(new Paragraph(Words.of("table.quick")));
        }
        if (alone && run.scenario().blocks() == 1) {
            String wanted = Figures.percent(MedianInterval.WANTED_COVERAGE);
            blocks.add(new Paragraph(Words.of("table.one-block", MedianInterval.LEAST_VALUES, wanted)));
        }
        return new Section("table", "Comparison table", blocks);
    }

    private static boolean isMeasured(TableRow row) {
        return row.cells().stream().anyMatch(cell -> !cell.findings().isEmpty());
    }

    /** What an engine has in a row of the comparison table: a finding, or words in its place. */
    private record Found(String engine, Finding finding, Cell instead) {

        Cell words() {
            return finding == null
                    ? instead
                    : ComparisonTableSection.words(finding)
                            .restingOn(finding.files().stream()
                                    .map(file -> new Link(file, file))
                                    .toList());
        }

        String trials() {
            return finding == null
                    ? Figures.NONE
                    : finding.trials().isEmpty() ? "micro" : Sentences.trials(finding.trials());
        }
    }

    /** @param engines of the run; one that takes no part in the row has no cell, and is named all the same */
    private static Table table(TableRow row, List<String> engines) {
        List<Found> found = new ArrayList<>();
        for (TableRow.Cell cell : row.cells()) {
            cell.findings().forEach(finding -> found.add(new Found(cell.engine(), finding, null)));
            if (cell.findings().isEmpty()) {
                found.add(new Found(cell.engine(), null, new Cell("not measured", Tone.WARNING)));
            }
        }
        engines.stream()
                .filter(engine ->
                        row.cells().stream().noneMatch(cell -> cell.engine().equals(engine)))
                .forEach(engine -> found.add(new Found(engine, null, Cell.of("takes no part"))));
        return new Columns<Found>()
                .text("engine", of -> Sentences.engine(of.engine()))
                .text(
                        "setting",
                        of -> of.finding() == null ? Figures.NONE : of.finding().setting())
                .cells(Column.text("what was found"), Found::words)
                .text("evidence", Found::trials)
                .table(
                        row.dimension().title(),
                        found,
                        Words.list("table.notes." + row.dimension().name()));
    }

    private static Cell words(Finding finding) {
        String figures =
                finding.figures().stream().map(ComparisonTableSection::words).collect(Collectors.joining(", "));
        return switch (finding.kind()) {
            case MEASURED -> Cell.of(figures);
            case VERIFIED -> verified(finding, figures.isEmpty() ? "" : "; " + figures);
            case REFUSED ->
                new Cell("refused: \"" + Sentences.quote(finding.words(), QUOTE_LIMIT) + "\"", Tone.WARNING);
            case NOT_VALID ->
                new Cell(
                        "no valid trial"
                                + (finding.words() == null ? "" : ": " + Sentences.quote(finding.words(), QUOTE_LIMIT)),
                        Tone.BAD);
        };
    }

    private static Cell verified(Finding finding, String figures) {
        String words = question(finding);
        if (finding.answer() == null) {
            return new Cell(words + figures, Tone.WARNING);
        }
        return new Cell(
                words + ": " + (finding.answer() ? "yes" : "no") + figures, finding.answer() ? Tone.GOOD : Tone.BAD);
    }

    /** What was verified. */
    static String question(Finding finding) {
        return Objects.requireNonNullElse(finding.words(), "the question was not kept");
    }

    private static String words(Figure figure) {
        String words = figure.name() + " " + value(figure);
        if (figure.low() == null || figure.high() == null || figure.low().equals(figure.high())) {
            return words;
        }
        return words + " (" + words(figure.low(), figure.unit()) + "–" + words(figure.high(), figure.unit()) + ")";
    }

    /** In its unit. */
    static String value(Figure figure) {
        return words(figure.value(), figure.unit());
    }

    private static String words(double value, Unit unit) {
        return switch (unit) {
            case COUNT, PER_EVENT, RATIO ->
                value == Math.rint(value) ? Figures.count((long) value) : Figures.digits(value);
            case MILLISECONDS -> value == 0 ? "0 ms" : Figures.of(value, unit);
            default -> Figures.of(value, unit);
        };
    }

    /** A claim, and the dimension that it is about. */
    private record Claimed(Dimension dimension, Claim claim) {}

    private static Table claims(List<TableRow> rows) {
        return new Columns<Claimed>()
                .text("dimension", of -> of.dimension().title())
                .text("engine", of -> Sentences.engine(of.claim().engine()))
                .text("claim", of -> of.claim().claim())
                .cells(Column.text("verdict"), of -> verdict(of.claim()))
                .text("because", of -> of.claim().because())
                .text(
                        "evidence",
                        of -> of.claim().trials().isEmpty()
                                ? Figures.NONE
                                : Sentences.trials(of.claim().trials()))
                .say(
                        "table.claims",
                        rows.stream()
                                .flatMap(row -> row.claims().stream().map(claim -> new Claimed(row.dimension(), claim)))
                                .toList());
    }

    private static Cell verdict(Claim claim) {
        return switch (claim.verdict()) {
            case CONFIRMED -> new Cell("confirmed", Tone.GOOD);
            case NOT_CONFIRMED -> new Cell("not confirmed here", Tone.WARNING);
            case CANNOT_TELL -> new Cell("cannot tell", Tone.WARNING);
            case NOT_JUDGED -> Cell.of("not judged");
        };
    }
}
