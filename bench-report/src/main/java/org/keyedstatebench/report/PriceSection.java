package org.keyedstatebench.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Price;

/**
 * Says what a million events cost, where somebody has said what a machine does: what the processes of an engine used in the measured
 * window. What was not measured costs an unknown amount, not nothing.
 */
record PriceSection(Price price) {

    private static final double MILLION = 1e6;

    /** A variant under a condition, for the same variant costs something else at another load. */
    private record Row(String condition, VariantSummary variant) {}

    /** @return empty if nobody said a price */
    static Optional<Section> of(RunResult run) {
        Price price = run.scenario().price();
        if (price == null) {
            return Optional.empty();
        }
        var cost = new PriceSection(price);
        List<Condition> conditions = run.scenario().conditions();
        List<Row> rows = conditions.stream()
                .flatMap(condition ->
                        VariantSummary.under(run, condition).stream().map(of -> new Row(condition.name(), of)))
                .toList();
        var columns = new Columns<Row>();
        if (conditions.size() > 1) {
            columns.text("condition", Row::condition);
        }
        columns.text("variant", row -> row.variant().name())
                .cells(Column.text("valid trials"), row -> Columns.validTrials(row.variant()));
        if (price.perGbHour() != null) {
            columns.number("CPU", row -> figure(row, cost::cpu)).number("memory", row -> figure(row, cost::memory));
        }
        columns.number("a million events", row -> figure(row, cost::total));
        return Optional.of(new Section("price", "Cost per million events", columns.say("price", rows, price)));
    }

    private static String figure(Row row, Function<ResourceUse, Double> cost) {
        return Spread.of(row.variant().validTrials().stream()
                        .map(TrialResult::resources)
                        .filter(Objects::nonNull)
                        .map(cost)
                        .filter(Objects::nonNull)
                        .toList())
                .map(spread -> Figures.spread(spread, 1))
                .orElse(row.variant().hasValidTrial() ? Figures.NOT_MEASURABLE : Figures.NONE);
    }

    /** Of CPU time; {@code null} if it is not known. */
    private Double cpu(ResourceUse use) {
        // So many microseconds of an event are as many seconds of a million.
        return use.engineCpuMicrosPerEvent() == null ? null : (Double) price.ofCpu(use.engineCpuMicrosPerEvent());
    }

    /** Of the highest resident set, kept for the whole window; {@code null} if it is not known. */
    private Double memory(ResourceUse use) {
        boolean known = use.enginePeakRssBytes() != null
                && use.enginePeakRssBytes() > 0
                && use.seconds() != null
                && use.events() != null
                && use.events() > 0;
        return known
                ? (Double) (price.ofMemory(use.enginePeakRssBytes(), use.seconds()) / use.events() * MILLION)
                : null;
    }

    /** Of all that is paid for; {@code null} if not all of it is known. */
    private Double total(ResourceUse use) {
        Double cpu = cpu(use);
        Double memory = price.perGbHour() == null ? (Double) 0.0 : memory(use);
        return cpu == null || memory == null ? null : (Double) (cpu + memory);
    }
}
