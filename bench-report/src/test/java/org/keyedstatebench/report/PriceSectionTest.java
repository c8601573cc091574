package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Price;

class PriceSectionTest {

    private static final RunResult RUN = RunFixture.sixVariants(1).build();

    @Test
    void whereNobodySaysAPriceNothingIsSaidOfMoney() {
        assertThat(PriceSection.of(RUN)).isEmpty();
    }

    @Test
    void cpuTimeAndMemoryOfTheWindowAreSharedOutAmongItsEvents() {
        // 98.2 µs an event, 1,200 MiB for 20 s and 200,000 events.
        Price price = Price.parse("3.6/cpu-hour,0.36/gb-hour");

        assertThat(row(priced(RUN, price), "spark")).containsExactly("spark", "1 of 1", "0.0982", "0.0117", "0.110");
        assertThat(row(priced(RUN, Price.parse("3.6/cpu-hour")), "spark")).containsExactly("spark", "1 of 1", "0.0982");
    }

    @Test
    void whatWasNotMeteredHasNoPrice() {
        List<TrialResult> trials = new ArrayList<>();
        for (TrialResult trial : RUN.trials()) {
            ResourceUse use = trial.resources();
            trials.add(
                    use == null
                            ? trial
                            : trial.withResources(new ResourceUse(
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    use.events(),
                                    use.seconds(),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null)));
        }
        RunResult unmetered = RUN.with(run -> run.trials(trials));

        assertThat(row(priced(unmetered, Price.parse("3.6/cpu-hour,0.36/gb-hour")), "spark"))
                .containsExactly(
                        "spark", "1 of 1", "not measurable here", "not measurable here", "not measurable here");
    }

    @Test
    void everyFormOfTheReportHasIt() {
        RunResult run = priced(RUN, Price.parse("3.6/cpu-hour,0.36/gb-hour"));
        ReportModel model = ReportModel.of(run, Map.of());

        assertThat(List.of(
                        MarkdownReport.render(model),
                        HtmlReport.render(model),
                        TerminalReport.render(model.summary(), false)))
                .allSatisfy(text -> assertThat(text)
                        .contains("At 3.6/cpu-hour,0.36/gb-hour, in the currency of that price")
                        .contains("0.110"));
    }

    private static RunResult priced(RunResult run, Price price) {
        return run.with(same -> same.scenario(run.scenario().withPrice(price)));
    }

    private static List<String> row(RunResult run, String variant) {
        Table table = (Table) PriceSection.of(run).orElseThrow().blocks().get(0);
        return table.rows().stream()
                .map(row -> row.stream().map(Cell::text).toList())
                .filter(row -> row.get(0).equals(variant))
                .flatMap(Stream::of)
                .findFirst()
                .orElseThrow();
    }
}
