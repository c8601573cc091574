package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.gate.DiscardedPair;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateSide;
import org.keyedstatebench.gate.HardFailure;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.report.Block.Bullets;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Unit;

/** All that there is to say about a run of the gate, in words and figures, for every form of its report. */
public final class GateReport {

    private final GateResult result;

    private GateReport(GateResult result) {
        this.result = result;
    }

    /** The whole report. */
    public static ReportModel of(GateResult result) {
        var report = new GateReport(result);
        List<Section> sections = new ArrayList<>();
        sections.add(report.verdict());
        report.discarded().ifPresent(sections::add);
        GateRatios.of(result).ifPresent(sections::add);
        sections.add(report.correctness());
        sections.add(report.setup());
        sections.add(report.repeat());
        String sides =
                result.candidate().label() + " against " + result.baseline().label();
        return new ReportModel("Regression gate: " + report.word() + ", " + sides, report.warnings(), sections);
    }

    /** What a terminal or a build's summary shows: the verdict, the discarded pairs, how to repeat it. */
    public static ReportModel summary(GateResult result) {
        return of(result).only(List.of("verdict", "discarded", "repeat"));
    }

    private String word() {
        return result.judgement().verdict().word();
    }

    private List<String> warnings() {
        int pairs = result.rules().pairs();
        double widest = MedianInterval.widestCoverage(pairs);
        return widest >= MedianInterval.WANTED_COVERAGE
                ? List.of()
                : List.of(Words.of(
                        "gate.few-pairs",
                        pairs,
                        Figures.percent(widest),
                        MedianInterval.LEAST_VALUES,
                        Figures.percent(MedianInterval.WANTED_COVERAGE),
                        GateRules.DEFAULT.pairs()));
    }

    private Section verdict() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                word().toUpperCase(Locale.ROOT) + ". " + result.judgement().sentence(),
                Tone.of(result.judgement().verdict())));
        blocks.add(table());
        List<Paragraph> failures = result.judgement().hardFailures().stream()
                .map(GateReport::failure)
                .toList();
        if (!failures.isEmpty()) {
            blocks.add(new Bullets(failures));
        }
        return new Section("verdict", "Verdict", blocks);
    }

    private static Paragraph failure(HardFailure failure) {
        String where = "Failed trial of the " + failure.side().word() + ", " + failure.place();
        return new Paragraph(where + ": " + Sentences.quote(failure.reason()), Tone.BAD);
    }

    private Table table() {
        Columns<MetricRow> columns = new Columns<MetricRow>()
                .text("metric", row -> row.metric().word() + (row.confirmation() == null ? "" : "\n" + set(true)));
        exact(columns, "baseline", "baseline", PairedFigures::baseline, Figures::of);
        exact(columns, "candidate", "candidate", PairedFigures::candidate, Figures::of);
        exact(columns, "times as bad", "ratio", PairedFigures::ratio, (ratio, unit) -> Figures.digits(ratio));
        return columns.number("interval", row -> sets(row, figures -> interval(figures.interval())))
                .number("worse in", row -> sets(row, figures -> figures.slower() + " of " + figures.pairs()))
                .text("verdict", row -> row.verdict().word(), row -> Tone.of(row.verdict()))
                .text("why", MetricRow::reason)
                .table(
                        "Candidate against baseline, median over pairs",
                        result.judgement().rows(),
                        notes());
    }

    /** A column that says to a program what decided. */
    private static void exact(
            Columns<MetricRow> columns,
            String header,
            String name,
            Function<PairedFigures, Double> value,
            BiFunction<Double, Unit, String> words) {
        columns.cells(Column.number(header), row -> {
            GateMetric metric = row.metric();
            Cell cell = Cell.of(sets(row, figures -> words.apply(value.apply(figures), metric.unit())));
            return row.deciding() == null
                    ? cell
                    : cell.with(new Figure(name, null, metric.word(), Figures.exact(value.apply(row.deciding()))));
        });
    }

    /** One line for each set of pairs that the row has. */
    private static String sets(MetricRow row, Function<PairedFigures, String> text) {
        return row.sets().isEmpty()
                ? Figures.NONE
                : row.sets().stream().map(text).collect(Collectors.joining("\n"));
    }

    static String interval(MedianInterval interval) {
        return interval == null ? Figures.NONE : Figures.digits(interval.low()) + "–" + Figures.digits(interval.high());
    }

    private List<String> notes() {
        GateRules rules = result.rules();
        List<String> notes = new ArrayList<>();
        notes.add(Words.of("gate.ratio", intervalNotes()));
        notes.add(Words.of(
                "gate.regression",
                Figures.digits(rules.threshold()),
                Figures.digits(rules.p99Threshold()),
                Durations.format(rules.minimumChange()),
                Figures.digits(rules.passBelow())));
        if (result.pairs().size() > rules.pairs() || result.confirmation().size() > rules.pairs()) {
            notes.add(Words.of("gate.extended", rules.pairs(), rules.mostPairs()));
        }
        if (rules.rehearsals() > 0) {
            notes.add(Words.of("gate.rehearsal", rules.rehearsals()));
        }
        notes.add(Words.of("gate.throughput"));
        return notes;
    }

    /** The second set may have another size than the first. */
    private String intervalNotes() {
        return Stream.of(result.pairs(), result.confirmation())
                .map(List::size)
                .filter(pairs -> pairs > 0)
                .distinct()
                .map(GateReport::intervalNote)
                .collect(Collectors.joining(" "))
                .strip();
    }

    private static String intervalNote(int pairs) {
        List<Double> places =
                IntStream.rangeClosed(1, pairs).asDoubleStream().boxed().toList();
        return MedianInterval.of(places)
                .map(of -> Words.of(
                        "gate.interval",
                        Math.round(of.low()),
                        Math.round(of.high()),
                        pairs,
                        Figures.percent(of.coverage())))
                .orElse("");
    }

    private Optional<Section> discarded() {
        Table table = new Columns<DiscardedPair>()
                .text("set", discarded -> set(discarded.confirmation()))
                .number("pair", discarded -> String.valueOf(discarded.pair().number()))
                .number("p50 of the baseline", discarded -> p50(discarded, Side.BASELINE))
                .number("p50 of the candidate", discarded -> p50(discarded, Side.CANDIDATE))
                .text("why", discarded -> Sentences.quote(discarded.reason()))
                .say("gate.discarded", result.discarded());
        return result.discarded().isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("discarded", "Discarded pairs", table));
    }

    private static String p50(DiscardedPair discarded, Side side) {
        var value = GateMetric.P50.of(discarded.pair().of(side));
        return value.isPresent() ? Figures.time(value.getAsDouble()) : Figures.NONE;
    }

    static String set(boolean confirmation) {
        return confirmation ? "second set" : "first set";
    }

    private Section correctness() {
        Table table = new Columns<Side>()
                .text("side", Side::word)
                .number("valid trials", this::valid)
                .number("events sent", side -> sum(side, Events::sent))
                .number("lost", side -> sum(side, Events::lost))
                .number("keys with a wrong count", side -> sum(side, Events::wrongFinalCounts))
                .number("duplicates", side -> sum(side, Events::duplicates))
                .say("gate.account", List.of(Side.values()));
        return new Section("correctness", "Correctness", table);
    }

    private List<TrialResult> trials(Side side) {
        return Stream.concat(result.pairs().stream(), result.confirmation().stream())
                .map(pair -> pair.of(side))
                .toList();
    }

    private String valid(Side side) {
        List<TrialResult> trials = trials(side);
        return trials.stream()
                        .filter(trial -> trial.status() == TrialStatus.VALID)
                        .count() + " of " + trials.size();
    }

    private String sum(Side side, ToLongFunction<Events> field) {
        return CorrectnessSection.sum(CorrectnessSection.events(trials(side)), field);
    }

    private Section setup() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("baseline", describe(result.baseline()));
        facts.put("candidate", describe(result.candidate()));
        String second = result.confirmation().isEmpty()
                ? "no second set was needed or run"
                : result.confirmation().size() + " in the second";
        String discarded = ", " + result.discarded().size() + " discarded";
        facts.put("pairs", result.pairs().size() + " in the first set, " + second + discarded);
        facts.putAll(SetupSection.machine(result.environment(), result.startedAt(), result.endedAt()));
        String note = "Both sides ran in the same session, with a fresh JVM and topic for every trial.";
        Table table = Columns.ofPairs("Sides and machine", "what", "value", facts, note);
        return new Section("setup", "What was compared", table);
    }

    private static String describe(GateSide side) {
        List<String> facts = new ArrayList<>();
        facts.add(side.label() + ": variant " + side.variant());
        if (side.commit() != null) {
            facts.add("commit " + side.commit());
        }
        if (side.deployment() != null) {
            facts.add("on a " + side.deployment());
        }
        side.settings().forEach((key, value) -> facts.add(key + "=" + value));
        return String.join(", ", facts);
    }

    private Section repeat() {
        Paragraph same = new Paragraph("The same events and the same order of trials, seed " + result.seed() + ":");
        return new Section("repeat", "How to repeat it", same, new Block.Command(result.command()));
    }
}
