package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment.Drain;

/** Shows how fast preloaded events were drained, against the reference and engine against engine. */
final class DrainSection {

    private DrainSection() {}

    /** @return empty if nothing was drained in the run */
    static Optional<Section> of(RunResult run) {
        List<Block> blocks = new ArrayList<>();
        for (Condition condition : drains(run)) {
            Drain drain = (Drain) condition.experiment();
            Comparison comparison = Comparison.of(run.only(condition));
            blocks.addAll(findings(condition, comparison));
            blocks.add(Columns.ofMetrics("drain.rates", comparison.variants(), drain.events(), drain.batchEvents()));
            List<VariantPair> pairs = Stream.concat(
                            comparison.toReference().stream(),
                            comparison.betweenEngines().stream().map(DrainSection::fasterFirst))
                    .toList();
            if (!pairs.isEmpty()) {
                blocks.add(new RatioSection(pairs, true, RatioSection.metrics("drain.ratios"))
                        .columns()
                        .say("drain.ratios", pairs));
            }
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section("drain", "Drain", blocks));
    }

    /** What the drains of a run say, in sentences. */
    static List<Paragraph> findings(RunResult run) {
        return drains(run).stream()
                .flatMap(condition -> findings(condition, Comparison.of(run.only(condition))).stream())
                .toList();
    }

    private static List<Condition> drains(RunResult run) {
        return run.scenario().conditions().stream()
                .filter(condition -> condition.experiment() instanceof Drain)
                .toList();
    }

    private static List<Paragraph> findings(Condition condition, Comparison comparison) {
        String events = Figures.count(((Drain) condition.experiment()).events());
        String keys = Sentences.many(condition.workload().keys().count(), "key");
        String rates = joined(
                comparison.variants(),
                variant ->
                        variant.spread(Metric.DRAIN_RATE).map(rate -> variant.name() + " " + Figures.spread(rate, 1)));
        String shares = joined(
                comparison.toReference(),
                pair -> pair.ratio(Metric.DRAIN_RATE).map(ratio -> pair.judged().name() + " " + Figures.ratio(ratio)));
        return Stream.of(
                        rates.isEmpty() ? "" : Words.of("drain.finding", events, keys, rates),
                        shares.isEmpty() ? "" : Words.of("drain.shares", shares))
                .filter(sentence -> !sentence.isEmpty())
                .map(Paragraph::new)
                .toList();
    }

    private static <T> String joined(List<T> things, Function<T, Optional<String>> words) {
        return things.stream().map(words).flatMap(Optional::stream).collect(Collectors.joining(", "));
    }

    /** Pairs are made for latency; of rates, the higher one is above the line. */
    private static VariantPair fasterFirst(VariantPair pair) {
        boolean slower = pair.ratio(Metric.DRAIN_RATE)
                .filter(ratio -> ratio.median() < 1)
                .isPresent();
        return slower ? pair.inverse() : pair;
    }
}
