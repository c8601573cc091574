package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.Unit;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Claim;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Variant;

/** Shows the comparison table, of a run that was made for it with how the claims of the documentation fared. */
final class ComparisonTableSection {

    private static final int QUOTE_LIMIT = 500;

    private ComparisonTableSection() {}

    static Section of(RunResult run) {
        boolean madeForIt = run.table() != null;
        List<TableRow> rows = madeForIt ? run.table() : ComparisonTable.of(run, List.of());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "Each entry says what was set up, what was measured, and in which trials: figures are medians over the valid"
                        + " ones (smallest–largest). Refusals are the engine's own words; nothing here was written down in advance. Same events,"
                        + " keys, topic, partitions, heap, processors and profile for every engine; settings stand below under"
                        + " fairness. Latency is coverage latency; trials under different conditions are not compared with each"
                        + " other."));
        List<String> engines = run.scenario().variants().stream()
                .map(Variant::engine)
                .filter(engine -> !engine.equals(Comparison.REFERENCE_ENGINE))
                .distinct()
                .toList();
        rows.stream()
                .filter(row -> madeForIt || isMeasured(row))
                .map(row -> table(row, engines))
                .forEach(blocks::add);
        List<String> unmeasured = rows.stream()
                .filter(row -> !madeForIt && !isMeasured(row))
                .map(row -> row.dimension().title())
                .toList();
        if (!unmeasured.isEmpty()) {
            blocks.add(new Paragraph(
                    "Not measured by this run: " + Sentences.list(unmeasured) + "; ./bench matrix does."));
        }
        if (madeForIt) {
            blocks.add(claims(rows));
        }
        if (madeForIt && run.scenario().name().endsWith("quick")) {
            blocks.add(new Paragraph("Left out: " + MatrixScenarios.LEFT_OUT_BY_QUICK + "."));
        }
        if (madeForIt && run.scenario().blocks() == 1) {
            blocks.add(new Paragraph(
                    "Figures of one trial each: how much they vary from trial to trial is not known, so no claim of"
                            + " speed is judged by them but by micro-benchmarks, which have an error of their own. --blocks "
                            + MedianInterval.LEAST_VALUES + " or more gives intervals of at least "
                            + Figures.percent(MedianInterval.WANTED_COVERAGE) + "."));
        }
        return new Section("table", "Comparison table", blocks);
    }

    private static boolean isMeasured(TableRow row) {
        return row.cells().stream().anyMatch(cell -> !cell.findings().isEmpty());
    }

    /** @param engines of the run; one that takes no part in the row has no cell, and is named all the same */
    private static Table table(TableRow row, List<String> engines) {
        List<List<Cell>> rows = new ArrayList<>();
        for (TableRow.Cell cell : row.cells()) {
            if (cell.findings().isEmpty()) {
                rows.add(withoutFinding(cell.engine(), new Cell("not measured", Tone.WARNING)));
            }
            for (Finding finding : cell.findings()) {
                rows.add(List.of(
                        Cell.of(Sentences.engine(cell.engine())),
                        Cell.of(finding.setting()),
                        words(finding)
                                .restingOn(finding.files().stream()
                                        .map(file -> new Link(file, file))
                                        .toList()),
                        Cell.of(finding.trials().isEmpty() ? "micro" : Sentences.trials(finding.trials()))));
            }
        }
        engines.stream()
                .filter(engine ->
                        row.cells().stream().noneMatch(cell -> cell.engine().equals(engine)))
                .forEach(engine -> rows.add(withoutFinding(engine, Cell.of("takes no part"))));
        return new Table(
                row.dimension().title(),
                columns("engine", "setting", "what was found", "evidence"),
                rows,
                notes(row.dimension()));
    }

    private static List<Column> columns(String... headers) {
        return Stream.of(headers).map(Column::text).toList();
    }

    private static List<Cell> withoutFinding(String engine, Cell words) {
        return List.of(Cell.of(Sentences.engine(engine)), Cell.of(Figures.NONE), words, Cell.none());
    }

    private static List<String> notes(Dimension dimension) {
        return switch (dimension) {
            case STATE_TTL ->
                List.of(
                        "A pause is the time between two sends. An engine that takes the second event later sees a longer one, so a"
                                + " count may start again after a pause a little shorter than its TTL; pauses differ by a sixteenth of the"
                                + " TTL.");
            case CHECKPOINTING ->
                List.of(
                        "During and between checkpoints: by whether an event was due between the trigger and the completion of"
                                + " a checkpoint, as the engine signals them; exact to some milliseconds.");
            case TIMERS ->
                List.of(
                        "A timer had to fire if the next event of its key came later than the idle time by half a second, for"
                                + " micro-batches by two seconds. An engine sees no pause that is shorter than one of its batches: where"
                                + " those take longer than that, the key's next event may be in the batch in which the timer would have"
                                + " fired, and replaces it.");
            case STATE_ABSTRACTION, STATE_BACKEND, PER_RECORD_PROCESSING -> List.of();
        };
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
        String words = Objects.requireNonNullElse(finding.words(), "the question was not kept");
        if (finding.answer() == null) {
            return new Cell(words + figures, Tone.WARNING);
        }
        return new Cell(
                words + ": " + (finding.answer() ? "yes" : "no") + figures, finding.answer() ? Tone.GOOD : Tone.BAD);
    }

    private static String words(Figure figure) {
        Unit unit = Unit.of(figure.unit()).orElse(Unit.COUNT);
        String words = figure.name() + " " + words(figure.value(), unit);
        if (figure.low() == null || figure.high() == null || figure.low().equals(figure.high())) {
            return words;
        }
        return words + " (" + words(figure.low(), unit) + "–" + words(figure.high(), unit) + ")";
    }

    private static String words(double value, Unit unit) {
        return switch (unit) {
            case COUNT, PER_EVENT, RATIO ->
                value == Math.rint(value) ? Figures.count((long) value) : Figures.digits(value);
            case MILLISECONDS -> value == 0 ? "0 ms" : Figures.of(value, unit);
            default -> Figures.of(value, unit);
        };
    }

    private static Table claims(List<TableRow> rows) {
        List<List<Cell>> cells = new ArrayList<>();
        for (TableRow row : rows) {
            for (Claim claim : row.claims()) {
                cells.add(List.of(
                        Cell.of(row.dimension().title()),
                        Cell.of(Sentences.engine(claim.engine())),
                        Cell.of(claim.claim()),
                        verdict(claim),
                        Cell.of(claim.because()),
                        Cell.of(claim.trials().isEmpty() ? Figures.NONE : Sentences.trials(claim.trials()))));
            }
        }
        return new Table(
                "What the documentation says, and what this run found",
                columns("dimension", "engine", "claim", "verdict", "because", "evidence"),
                cells,
                List.of(
                        "The claims are in our words. Each verdict is computed from figures of this run, on this machine. One trial"
                                + " that shows the contrary is enough for \"not confirmed\", also one that is invalid for it; only trials"
                                + " that agree, all of them valid, confirm. Cannot tell: what was found could be either. Not judged: this run"
                                + " has nothing that bears on the claim."));
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
