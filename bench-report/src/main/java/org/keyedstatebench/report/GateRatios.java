package org.keyedstatebench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.gate.PairedFigures.PairRatio;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Intervals;

/** Shows how many times as bad the candidate of a gate was, pair by pair. */
final class GateRatios {

    /** A pair, and which set it is of. */
    private record Played(boolean confirmation, Pair pair) {}

    private GateRatios() {}

    /** @return empty if no metric has a ratio */
    static Optional<Section> of(GateResult result) {
        List<MetricRow> rows = result.judgement().rows().stream()
                .filter(row -> row.first() != null)
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double passBelow = result.rules().passBelow();
        return Optional.of(new Section(
                "ratios",
                "Ratios of the pairs",
                new Plot(
                        "gate-ratios",
                        Words.of("plots.gate-ratios"),
                        result.judgement().sentence(),
                        new Intervals(
                                Axis.log(Words.of("gate.axis"), 1.0, passBelow, 1 / passBelow),
                                1,
                                Stream.concat(
                                                intervals(rows, "gate.first", MetricRow::first),
                                                intervals(rows, "gate.second", MetricRow::confirmation))
                                        .toList()),
                        byPair(result, rows))));
    }

    private static Stream<Interval> intervals(
            List<MetricRow> rows, String heading, Function<MetricRow, PairedFigures> set) {
        return rows.stream()
                .filter(row -> set.apply(row) != null)
                .map(row -> interval(Words.of(heading), row.metric(), set.apply(row)));
    }

    private static Interval interval(String heading, GateMetric metric, PairedFigures figures) {
        MedianInterval interval = figures.interval();
        String ratio = Figures.digits(figures.ratio());
        return new Interval(
                heading,
                metric.word() + (metric.judged() ? "" : ", not judged"),
                VariantLooks.neutral(),
                interval == null ? ratio : ratio + " (" + GateReport.interval(interval) + ")",
                Interval.around(figures.ratio(), interval),
                figures.ratios().stream().map(PairRatio::ratio).toList());
    }

    private static Table byPair(GateResult result, List<MetricRow> rows) {
        Columns<Played> columns = new Columns<Played>()
                .text("set", played -> GateReport.set(played.confirmation()))
                .number("pair", played -> String.valueOf(played.pair().number()))
                .text("came first", played -> (played.pair().candidateFirst() ? Side.CANDIDATE : Side.BASELINE).word());
        rows.forEach(row -> columns.number(row.metric().word(), played -> ratio(row, played)));
        return columns.table(
                "Times as bad, in every pair",
                Stream.concat(
                                result.pairs().stream().map(pair -> new Played(false, pair)),
                                result.confirmation().stream().map(pair -> new Played(true, pair)))
                        .toList(),
                "Which side came first was decided by the flip of a coin, with the seed " + result.seed() + ".");
    }

    private static String ratio(MetricRow row, Played played) {
        return Stream.ofNullable(played.confirmation() ? row.confirmation() : row.first())
                .flatMap(figures -> figures.ratios().stream())
                .filter(ratio -> ratio.pair() == played.pair().number())
                .findFirst()
                .map(ratio -> Figures.digits(ratio.ratio()))
                .orElse(Figures.NONE);
    }
}
