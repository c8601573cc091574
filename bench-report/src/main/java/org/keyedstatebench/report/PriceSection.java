package org.keyedstatebench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.compare.CostPerMillion;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Price;

/** Says what a million events cost, where somebody has said what a machine does. */
final class PriceSection {

    private PriceSection() {}

    /** A variant under a condition, for the same variant costs something else at another load. */
    private record Row(String condition, VariantSummary variant) {}

    /** @return empty if nobody said a price */
    static Optional<Section> of(RunResult run) {
        Price price = run.scenario().price();
        if (price == null) {
            return Optional.empty();
        }
        var cost = new CostPerMillion(price);
        List<Condition> conditions = run.scenario().conditions();
        List<Row> rows = conditions.stream()
                .flatMap(condition -> condition.variants().stream().map(name -> row(run, condition, name)))
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

    private static Row row(RunResult run, Condition condition, String name) {
        return new Row(
                condition.name(), new VariantSummary(run.scenario().variant(name), run.trialsOf(name, condition)));
    }

    private static String figure(Row row, Function<VariantSummary, Optional<Spread>> cost) {
        return cost.apply(row.variant())
                .map(spread -> Figures.spread(spread, 1))
                .orElse(row.variant().hasValidTrial() ? Figures.NOT_MEASURABLE : Figures.NONE);
    }
}
