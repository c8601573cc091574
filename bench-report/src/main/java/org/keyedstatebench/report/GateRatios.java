package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.gate.GateMetric;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.MetricRow;
import org.keyedstatebench.gate.Pair;
import org.keyedstatebench.gate.PairedFigures;
import org.keyedstatebench.gate.PairedFigures.PairRatio;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Tick;

/** Shows how many times as bad the candidate of a gate was, pair by pair. */
final class GateRatios {

    /**
     * What a reader of ratios near 1 looks for, the ones that matter most first: where labels would touch, the later one is left
     * out.
     */
    private static final List<Double> RATIO_TICKS = List.of(1.0, 1.25, 2.0, 0.8, 5.0, 0.5, 1.5, 3.0, 1.1, 0.9, 0.67);

    /** Least distance of two labels, as a share of the axis. */
    private static final double TICK_ROOM = 0.05;

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
        IntervalPlot plot = new IntervalPlot(1.0, passBelow, 1 / passBelow);
        for (MetricRow row : rows) {
            add(plot, "First set", row.metric(), row.first());
            if (row.confirmation() != null) {
                String second = "Second set: what the first made suspect, in fresh pairs";
                add(plot, second, row.metric(), row.confirmation());
            }
        }
        Plot drawn = plot.build(
                "gate-ratios",
                "How many times as bad the candidate was, pair by pair",
                result.judgement().sentence(),
                "times as bad (right of 1: the candidate is worse)",
                1,
                GateRatios::ticks,
                byPair(result, rows));
        return Optional.of(new Section("ratios", "Ratios of the pairs", drawn));
    }

    private static void add(IntervalPlot plot, String heading, GateMetric metric, PairedFigures figures) {
        MedianInterval interval = figures.interval();
        String ratio = Figures.digits(figures.ratio());
        plot.add(
                heading,
                metric.word() + (metric.judged() ? "" : ", not judged"),
                VariantLooks.neutral(),
                interval == null ? ratio : ratio + " (" + GateReport.interval(interval) + ")",
                figures.ratio(),
                interval,
                figures.ratios().stream().map(PairRatio::ratio).toList());
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
