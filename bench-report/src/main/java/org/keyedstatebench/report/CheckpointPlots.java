package org.keyedstatebench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;

/** Draws what the comparison table found of checkpoints as curves: against their interval, and against the delay of their store. */
final class CheckpointPlots {

    /** Fewer points are no curve. */
    private static final int LEAST_POINTS = 2;

    private final RunResult run;
    private final VariantLooks looks;

    private CheckpointPlots(RunResult run) {
        this.run = run;
        this.looks = new VariantLooks(run.scenario().variants());
    }

    static List<Block> of(RunResult run) {
        CheckpointPlots plots = new CheckpointPlots(run);
        List<Block> blocks = new ArrayList<>();
        plots.againstInterval().ifPresent(blocks::add);
        plots.againstStore("p50", Metric.LATENCY_P50).ifPresent(blocks::add);
        plots.againstStore("p99", Metric.LATENCY_P99).ifPresent(blocks::add);
        return blocks;
    }

    /** Committed rows are visible once the checkpoint has completed that they belong to, on average half an interval later. */
    private Optional<Block> againstInterval() {
        List<Line> lines = lines(
                variant -> variant.guarantee() == Guarantee.EXACTLY_ONCE && storeLatency(variant) == null,
                variant -> Sentences.engine(variant.engine()) + " with exactly-once",
                Variant::checkpointInterval,
                Metric.LATENCY_P50);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<Double, Double> half = new TreeMap<>();
        lines.forEach(line -> line.values().keySet().forEach(interval -> half.put(interval, interval / 2)));
        lines.add(new Line(
                "half of the interval", "half of the interval (ms)", VariantLooks.neutral(), Weight.GUIDE, half));
        return Optional.of(
                plot("exactly-once", "p50", lines, Axis.log("checkpoint interval (ms)"), "checkpoint interval (ms)"));
    }

    private Optional<Block> againstStore(String percentile, Metric metric) {
        List<Line> lines = lines(
                variant -> storeLatency(variant) != null,
                variant -> variant.name().replaceFirst("-store-[^-]*$", ""),
                CheckpointPlots::storeLatency,
                metric);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(plot(
                        "store-" + percentile,
                        percentile,
                        lines,
                        Axis.linear("delay of each request (ms)"),
                        "delay of each request (ms)"));
    }

    private static Duration storeLatency(Variant variant) {
        return variant.placed(Placement::checkpointLatency);
    }

    private static Plot plot(String id, String percentile, List<Line> lines, Axis x, String header) {
        Lines drawn = new Lines(x, Axis.log("latency " + percentile + " (ms)"), lines, List.of());
        String title = Words.of("checkpoint-plots." + id);
        return new Plot(
                "checkpoints-" + id,
                title,
                Words.of("checkpoint-plots.finding"),
                drawn,
                drawn.columns(header).table(title, drawn.xs()));
    }

    /** A line for each name, with a point for each variant that has a figure in an open loop of the row of checkpoints. */
    private List<Line> lines(
            Predicate<Variant> isMeant, Function<Variant, String> name, Function<Variant, Duration> x, Metric metric) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Condition condition : run.scenario().conditions()) {
            boolean serves = condition.dimensions().contains(Dimension.CHECKPOINTING)
                    && condition.experiment() instanceof Experiment.Offered;
            for (VariantSummary summary : VariantSummary.under(run, condition)) {
                Variant variant = summary.variant();
                Optional<Spread> figure = summary.spread(metric);
                if (serves && isMeant.test(variant) && figure.isPresent()) {
                    String label = name.apply(variant);
                    Look look = looks.of(variant.name());
                    lines.computeIfAbsent(label, of -> new Line(of, of + " (ms)", look, Weight.POINTS, new TreeMap<>()))
                            .values()
                            .putIfAbsent(
                                    (double) x.apply(variant).toMillis(),
                                    figure.get().median() / Figures.NANOS_PER_MILLI);
                }
            }
        }
        lines.values().removeIf(line -> line.values().size() < LEAST_POINTS);
        return new ArrayList<>(lines.values());
    }
}
