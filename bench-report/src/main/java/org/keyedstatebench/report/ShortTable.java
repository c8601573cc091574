package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;

/**
 * The comparison table as one reads it first: a line for each dimension and a column for each engine, with the figures that are asked for
 * most and the trials that they are from. Everything else stands in {@link ComparisonTableSection}.
 */
public final class ShortTable {

    static final String ID = "dimensions";

    /** What a line has room for; more of an engine's variants stand in the long form only. */
    private static final int MOST_VARIANTS = 3;

    private static final String COMMA = ", ";

    private ShortTable() {}

    /** @param run has a table */
    static Section section(RunResult run) {
        return new Section(ID, "Comparison in six dimensions", table(run));
    }

    static Table table(RunResult run) {
        List<String> engines = run.table().stream()
                .flatMap(row -> row.cells().stream())
                .map(TableRow.Cell::engine)
                .distinct()
                .toList();
        Columns<TableRow> columns =
                new Columns<TableRow>().text("dimension", row -> row.dimension().title());
        engines.forEach(engine -> columns.cells(Column.text(Sentences.engine(engine)), row -> cell(row, engine)));
        return columns.say("short-table", run.table());
    }

    private static Cell cell(TableRow row, String engine) {
        return row.cells().stream()
                .filter(cell -> cell.engine().equals(engine))
                .findFirst()
                .map(cell -> cell(row, cell.findings()))
                .orElseGet(() -> Cell.of("takes no part"));
    }

    private static Cell cell(TableRow row, List<Finding> findings) {
        Map<String, String> figures =
                Words.pairs("short-table.figures." + row.dimension().name());
        // Where a question was put, figures without an answer are of the side that it is held against.
        boolean asked = findings.stream().anyMatch(finding -> finding.kind() == Kind.VERIFIED);
        Map<String, Said> said = new LinkedHashMap<>();
        findings.stream()
                .filter(finding -> !asked || finding.kind() != Kind.MEASURED)
                .forEach(finding ->
                        said.computeIfAbsent(subject(finding), Said::new).add(finding, figures));
        List<Said> shown = said.values().stream()
                .filter(of -> !of.words.isEmpty())
                .limit(MOST_VARIANTS)
                .toList();
        if (shown.isEmpty()) {
            return new Cell("not measured", Tone.WARNING);
        }
        List<Link> files = shown.stream()
                .flatMap(of -> of.files.stream())
                .distinct()
                .map(file -> new Link(file, file))
                .toList();
        Tone tone = shown.stream().map(of -> of.tone).reduce(Tone.PLAIN, ShortTable::worse);
        return new Cell(shown.stream().map(Said::text).collect(Collectors.joining("; ")), tone).restingOn(files);
    }

    /** The variant, or the state that was looked at by itself: what a setting begins with. */
    private static String subject(Finding finding) {
        return finding.setting().split(COMMA, 2)[0];
    }

    private static Tone worse(Tone one, Tone other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What a line says of one variant. */
    private static final class Said {

        private final String subject;
        private final List<String> words = new ArrayList<>();
        private final Set<String> names = new LinkedHashSet<>();
        private final Set<String> trials = new LinkedHashSet<>();
        private final Set<String> files = new LinkedHashSet<>();
        private Tone tone = Tone.PLAIN;

        Said(String subject) {
            this.subject = subject;
        }

        /** @param headlines what each figure that is wanted is called here, by its name */
        void add(Finding finding, Map<String, String> headlines) {
            List<String> figures = finding.figures().stream()
                    .filter(figure -> headlines.containsKey(figure.name()) && names.add(figure.name()))
                    .map(figure -> words(headlines.get(figure.name()), figure))
                    .toList();
            List<String> more = new ArrayList<>();
            switch (finding.kind()) {
                case MEASURED -> {}
                case VERIFIED -> more.add(answer(finding));
                case REFUSED ->
                    more.add("refused: "
                            + Sentences.errorCode(
                                    Sentences.quote(finding.words()).split(": ", 2)[0]));
                case NOT_VALID -> more.add("no valid trial");
            }
            more.addAll(figures);
            if (more.isEmpty()) {
                return;
            }
            words.addAll(more);
            files.addAll(finding.files());
            finding.trials().forEach(trial -> trials.add(trial.toString()));
            if (finding.trials().isEmpty()) {
                trials.add("micro");
            }
            if (finding.kind() == Kind.NOT_VALID || Boolean.FALSE.equals(finding.answer())) {
                tone = Tone.BAD;
            }
        }

        /** What leaves a question open, has no place here. */
        private static String answer(Finding finding) {
            String question = ComparisonTableSection.question(finding);
            return finding.answer() == null
                    ? question.split(COMMA, 2)[0]
                    : question + (finding.answer() ? ": yes" : ": no");
        }

        private static String words(String headline, Figure figure) {
            return (headline + " " + ComparisonTableSection.value(figure)).strip();
        }

        String text() {
            return subject + " " + String.join(COMMA, words) + " [" + String.join(COMMA, trials) + "]";
        }
    }
}
