package org.keyedstatebench.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.gate.DiscardedPair;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateSide;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.HardFailure;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.MetricVerdict;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.report.Block.Bullets;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Group;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Tick;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** All that there is to say about a run of the gate, in words and figures, for every form of its report. */
public final class GateReport {

    private static final int LONGEST_REASON = 300;
    private static final String SECOND_SET = "second set";
    /**
     * What a reader of ratios near 1 looks for, the ones that matter most first: where labels would touch, the later one is left
     * out.
     */
    private static final List<Double> RATIO_TICKS = List.of(1.0, 1.25, 2.0, 0.8, 5.0, 0.5, 1.5, 3.0, 1.1, 0.9, 0.67);

    /** Least distance of two labels, as a share of the axis. */
    private static final double TICK_ROOM = 0.05;

    private final GateResult result;

    private GateReport(GateResult result) {
        this.result = result;
    }

    /** The whole report. */
    public static ReportModel of(GateResult result) {
        var report = new GateReport(result);
        return report.model(Stream.of(
                report.verdict(),
                report.discarded(),
                report.ratios(),
                report.correctness(),
                report.setup(),
                report.repeat()));
    }

    /** What a terminal or a build's summary shows: the verdict, the discarded pairs, how to repeat it. */
    public static ReportModel summary(GateResult result) {
        var report = new GateReport(result);
        return report.model(Stream.of(report.verdict(), report.discarded(), report.repeat()));
    }

    private ReportModel model(Stream<Section> sections) {
        return new ReportModel(
                "Regression gate: " + word() + ", " + result.candidate().label() + " against "
                        + result.baseline().label(),
                warnings(),
                sections.filter(Objects::nonNull).toList());
    }

    private String word() {
        return result.judgement().verdict().word();
    }

    private List<String> warnings() {
        int pairs = result.rules().pairs();
        double widest = MedianInterval.widestCoverage(pairs);
        return widest >= MedianInterval.WANTED_COVERAGE
                ? List.of()
                : List.of("With " + pairs + " pairs no interval has more than " + Figures.percent(widest)
                        + " confidence: too few to trust. 6 pairs are the fewest for 95 %, "
                        + GateRules.DEFAULT.pairs() + " are the default.");
    }

    private Section verdict() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                word().toUpperCase(Locale.ROOT) + ". " + sentence(),
                tone(result.judgement().verdict())));
        blocks.add(table());
        List<HardFailure> failures = result.judgement().hardFailures();
        if (!failures.isEmpty()) {
            blocks.add(new Bullets(failures.stream()
                    .map(failure -> new Paragraph(
                            "Failed trial of the " + side(failure.side()) + ", pair " + failure.pair()
                                    + (failure.confirmation() ? " of the " + SECOND_SET : "") + ": "
                                    + Sentences.quote(failure.reason(), LONGEST_REASON),
                            Tone.BAD))
                    .toList()));
        }
        return new Section("verdict", "Verdict", blocks);
    }

    private String sentence() {
        return result.judgement().sentence();
    }

    private Table table() {
        return new Table(
                "Candidate against baseline, median over pairs",
                List.of(
                        Column.text("metric"),
                        Column.number("baseline"),
                        Column.number("candidate"),
                        Column.number("times as bad"),
                        Column.number("interval"),
                        Column.number("worse in"),
                        Column.text("verdict"),
                        Column.text("why")),
                result.judgement().rows().stream().map(this::row).toList(),
                notes());
    }

    private List<Cell> row(MetricRow row) {
        Function<PairedFigures, String> interval = figures -> interval(figures.interval());
        return List.of(
                Cell.of(row.metric().word() + (row.confirmation() == null ? "" : "\n" + SECOND_SET)),
                figure(row, "baseline", PairedFigures::baseline),
                figure(row, "candidate", PairedFigures::candidate),
                sets(row, figures -> Figures.digits(figures.ratio())).with(exact(row, "ratio", PairedFigures::ratio)),
                sets(row, interval),
                sets(row, figures -> figures.slower() + " of " + figures.pairs()),
                new Cell(row.verdict().word(), tone(row.verdict())),
                Cell.of(row.reason()));
    }

    private static Cell figure(MetricRow row, String side, Function<PairedFigures, Double> value) {
        return sets(
                        row,
                        figures -> Figures.of(value.apply(figures), row.metric().unit()))
                .with(exact(row, side, value));
    }

    /** The figure of the set of pairs that decided, for a program. */
    private static Figure exact(MetricRow row, String side, Function<PairedFigures, Double> value) {
        return row.deciding() == null
                ? null
                : new Figure(side, null, row.metric().word(), Figures.exact(value.apply(row.deciding())));
    }

    /** One line for each set of pairs that the row has. */
    private static Cell sets(MetricRow row, Function<PairedFigures, String> text) {
        String lines = Stream.of(row.first(), row.confirmation())
                .filter(Objects::nonNull)
                .map(text)
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? Cell.none() : Cell.of(lines);
    }

    private static String interval(MedianInterval interval) {
        return interval == null ? Figures.NONE : Figures.digits(interval.low()) + "–" + Figures.digits(interval.high());
    }

    private List<String> notes() {
        GateRules rules = result.rules();
        List<String> notes = new ArrayList<>();
        notes.add(
                "Times as bad: median of the ratios within pairs, above 1 is worse for the candidate: for a latency candidate"
                        + " by baseline, for throughput baseline by candidate. " + intervalNotes());
        notes.add("A regression needs, in two sets of pairs independently, an interval above 1, a ratio above "
                + Figures.digits(rules.threshold()) + " (p99: " + Figures.digits(rules.p99Threshold())
                + ") and, for a latency, a change above " + Durations.format(rules.minimumChange())
                + ". A metric passes if its interval ends below " + Figures.digits(rules.passBelow())
                + ", or its change is not above " + Durations.format(rules.minimumChange())
                + " by the same confidence. p99.9 and max are shown, not judged: they rest on a handful of events.");
        if (result.pairs().size() > rules.pairs() || result.confirmation().size() > rules.pairs()) {
            notes.add("A set of " + rules.pairs() + " pairs that cannot tell is extended once, to " + rules.mostPairs()
                    + ", and judged by the same rule over all of them.");
        }
        if (rules.rehearsals() > 0) {
            notes.add("The first " + rules.rehearsals() + " pairs (blocks 1 to " + rules.rehearsals()
                    + " of the trials) were a rehearsal and are not judged: broker and machine are slowest in their first"
                    + " minute.");
        }
        notes.add(
                "Throughput is of covered events. Under an offered load it is the offered rate unless a side falls behind: it"
                        + " says who kept up, not how much more a side could do; ./bench capacity and ./bench drain measure that.");
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
        List<Double> places = java.util.stream.IntStream.rangeClosed(1, pairs)
                .mapToObj(i -> (double) i)
                .toList();
        return MedianInterval.of(places)
                .map(interval ->
                        "Interval: places " + Math.round(interval.low()) + " and " + Math.round(interval.high())
                                + " of " + pairs + " sorted ratios, which enclose the median with "
                                + Figures.percent(interval.coverage()) + " confidence.")
                .orElse("");
    }

    /** @return {@code null} if no pair was discarded */
    private Section discarded() {
        if (result.discarded().isEmpty()) {
            return null;
        }
        List<List<Cell>> rows = result.discarded().stream()
                .map(discarded -> List.of(
                        Cell.of(set(discarded.confirmation())),
                        Cell.of(String.valueOf(discarded.pair().number())),
                        Cell.of(p50(discarded, Side.BASELINE)),
                        Cell.of(p50(discarded, Side.CANDIDATE)),
                        Cell.of(Sentences.quote(discarded.reason(), LONGEST_REASON))))
                .toList();
        return new Section(
                "discarded",
                "Discarded pairs",
                List.of(new Table(
                        "Pairs that were measured again, because something foreign disturbed the machine",
                        List.of(
                                Column.text("set"),
                                Column.number("pair"),
                                Column.number("p50 of the baseline"),
                                Column.number("p50 of the candidate"),
                                Column.text("why")),
                        rows,
                        List.of("Only what is not of the suite decides: CPU time of other processes, and time that the"
                                + " hypervisor took. What a side itself was like never discards a pair."))));
    }

    private static String p50(DiscardedPair discarded, Side side) {
        var value = GateMetric.P50.of(discarded.pair().of(side));
        return value.isPresent() ? Figures.time(value.getAsDouble()) : Figures.NONE;
    }

    private static String set(boolean confirmation) {
        return confirmation ? SECOND_SET : "first set";
    }

    /** @return {@code null} if no metric has a ratio */
    private Section ratios() {
        List<MetricRow> first = result.judgement().rows().stream()
                .filter(row -> row.first() != null)
                .toList();
        if (first.isEmpty()) {
            return null;
        }
        List<MetricRow> second =
                first.stream().filter(row -> row.confirmation() != null).toList();
        List<Double> values = new ArrayList<>(
                List.of(1.0, result.rules().passBelow(), 1 / result.rules().passBelow()));
        first.forEach(row -> row.first().ratios().forEach(ratio -> values.add(ratio.ratio())));
        second.forEach(row -> row.confirmation().ratios().forEach(ratio -> values.add(ratio.ratio())));
        LogAxis scale = new LogAxis(values);
        List<Group> groups = new ArrayList<>();
        groups.add(group("First set", first, MetricRow::first, scale));
        if (!second.isEmpty()) {
            groups.add(group(
                    "Second set: what the first made suspect, in fresh pairs", second, MetricRow::confirmation, scale));
        }
        return new Section(
                "ratios",
                "Ratios of the pairs",
                List.of(new Plot.Intervals(
                        "gate-ratios",
                        "How many times as bad the candidate was, pair by pair",
                        sentence(),
                        Axis.log("times as bad (right of 1: the candidate is worse)"),
                        scale.of(1),
                        ticks(scale),
                        groups,
                        byPair(first))));
    }

    private static Group group(
            String heading, List<MetricRow> rows, Function<MetricRow, PairedFigures> set, LogAxis scale) {
        return new Group(
                heading,
                rows.stream()
                        .map(row -> interval(row.metric(), set.apply(row), scale))
                        .toList());
    }

    private static Interval interval(GateMetric metric, PairedFigures figures, LogAxis scale) {
        MedianInterval interval = figures.interval();
        double low = interval == null ? figures.ratio() : interval.low();
        double high = interval == null ? figures.ratio() : interval.high();
        return new Interval(
                metric.word() + (metric.judged() ? "" : ", not judged"),
                VariantLooks.neutral(),
                Figures.digits(figures.ratio()) + (interval == null ? "" : " (" + interval(interval) + ")"),
                scale.of(low),
                scale.of(figures.ratio()),
                scale.of(high),
                figures.ratios().stream().map(ratio -> scale.of(ratio.ratio())).toList());
    }

    private static List<Tick> ticks(LogAxis scale) {
        if (scale.of(10) <= 1 || scale.of(0.1) >= 0) {
            return scale.ticks();
        }
        List<Tick> near = new ArrayList<>();
        for (double value : RATIO_TICKS) {
            double at = scale.of(value);
            if (at >= 0 && at <= 1 && near.stream().allMatch(tick -> Math.abs(tick.at() - at) >= TICK_ROOM)) {
                near.add(new Tick(at, Figures.exact(value)));
            }
        }
        near.sort(Comparator.comparingDouble(Tick::at));
        return near;
    }

    private Table byPair(List<MetricRow> rows) {
        List<Column> columns =
                new ArrayList<>(List.of(Column.text("set"), Column.number("pair"), Column.text("came first")));
        rows.forEach(row -> columns.add(Column.number(row.metric().word())));
        List<List<Cell>> cells = new ArrayList<>();
        result.pairs().forEach(pair -> cells.add(byPair(pair, false, rows)));
        result.confirmation().forEach(pair -> cells.add(byPair(pair, true, rows)));
        return new Table(
                "Times as bad, in every pair",
                columns,
                cells,
                List.of("Which side came first was decided by the flip of a coin, with the seed " + result.seed()
                        + "."));
    }

    private static List<Cell> byPair(Pair pair, boolean confirmation, List<MetricRow> rows) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.of(set(confirmation)),
                Cell.of(String.valueOf(pair.number())),
                Cell.of(side(pair.candidateFirst() ? Side.CANDIDATE : Side.BASELINE))));
        for (MetricRow row : rows) {
            PairedFigures figures = confirmation ? row.confirmation() : row.first();
            cells.add(
                    figures == null
                            ? Cell.none()
                            : figures.ratios().stream()
                                    .filter(ratio -> ratio.pair() == pair.number())
                                    .findFirst()
                                    .map(ratio -> Cell.of(Figures.digits(ratio.ratio())))
                                    .orElseGet(Cell::none));
        }
        return cells;
    }

    private Section correctness() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Side side : Side.values()) {
            List<TrialResult> trials = Stream.concat(result.pairs().stream(), result.confirmation().stream())
                    .map(pair -> pair.of(side))
                    .toList();
            List<TrialResult.Events> events = trials.stream()
                    .map(TrialResult::events)
                    .filter(Objects::nonNull)
                    .toList();
            long valid = trials.stream()
                    .filter(trial -> trial.status() == TrialStatus.VALID)
                    .count();
            rows.add(List.of(
                    Cell.of(side(side)),
                    Cell.of(valid + " of " + trials.size()),
                    sum(events, TrialResult.Events::sent),
                    sum(events, TrialResult.Events::lost),
                    sum(events, TrialResult.Events::wrongFinalCounts),
                    sum(events, TrialResult.Events::duplicates)));
        }
        return new Section(
                "correctness",
                "Correctness",
                List.of(new Table(
                        "What became of the events, over all trials that were judged",
                        List.of(
                                Column.text("side"),
                                Column.number("valid trials"),
                                Column.number("events sent"),
                                Column.number("lost"),
                                Column.number("keys with a wrong count"),
                                Column.number("duplicates")),
                        rows,
                        List.of("Duplicates fail a trial only where the variant promises exactly-once."))));
    }

    private static Cell sum(List<TrialResult.Events> events, Function<TrialResult.Events, Long> field) {
        return events.isEmpty()
                ? Cell.none()
                : Cell.of(Figures.count(events.stream().mapToLong(field::apply).sum()));
    }

    private Section setup() {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(List.of(Cell.of("baseline"), Cell.of(describe(result.baseline()))));
        rows.add(List.of(Cell.of("candidate"), Cell.of(describe(result.candidate()))));
        rows.add(List.of(
                Cell.of("pairs"),
                Cell.of(result.pairs().size() + " in the first set, "
                        + (result.confirmation().isEmpty()
                                ? "no second set was needed or run"
                                : result.confirmation().size() + " in the second")
                        + ", " + result.discarded().size() + " discarded")));
        rows.addAll(SetupSection.machine(result.environment()));
        rows.add(List.of(
                Cell.of("started (UTC)"),
                Cell.of(result.startedAt().truncatedTo(ChronoUnit.SECONDS).toString())));
        rows.add(List.of(
                Cell.of("ended (UTC)"),
                Cell.of(result.endedAt().truncatedTo(ChronoUnit.SECONDS).toString())));
        return new Section(
                "setup",
                "What was compared",
                List.of(new Table(
                        "Sides and machine",
                        List.of(Column.text("what"), Column.text("value")),
                        rows,
                        List.of("Both sides ran in the same session, with a fresh JVM and topic for every trial."))));
    }

    private static String describe(GateSide side) {
        StringBuilder text =
                new StringBuilder(side.label()).append(": variant ").append(side.variant());
        if (side.commit() != null) {
            text.append(", commit ").append(side.commit());
        }
        side.settings()
                .forEach((key, value) ->
                        text.append(", ").append(key).append('=').append(value));
        return text.toString();
    }

    private Section repeat() {
        return new Section(
                "repeat",
                "How to repeat it",
                List.of(
                        new Paragraph("The same events and the same order of trials, seed " + result.seed() + ":"),
                        new Block.Command(result.command())));
    }

    private static String side(Side side) {
        return side == Side.BASELINE ? "baseline" : "candidate";
    }

    static Tone tone(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.GOOD;
            case SUSPECTED, INCONCLUSIVE -> Tone.WARNING;
            case REGRESSION, INVALID -> Tone.BAD;
        };
    }

    private static Tone tone(MetricVerdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.GOOD;
            case SUSPECTED, INCONCLUSIVE -> Tone.WARNING;
            case REGRESSION -> Tone.BAD;
            case REPORTED -> Tone.PLAIN;
        };
    }
}
