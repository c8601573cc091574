package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Campaign;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.FaultKind;

/** What faults did is told by kind, and a promise that was not kept with all that it takes to see it again. */
class FaultsSectionTest {

    private static Campaign.Fault fault(int number, FaultKind kind, long lost) {
        return new Campaign.Fault(
                number,
                kind,
                number * 60_000L,
                3_000,
                number == 2,
                "done <by> hand",
                number * 1_500L,
                lost == 0 ? 4_000L : null,
                number == 2 ? 1 : 0,
                number == 2 ? "no space left" : null,
                900,
                lost,
                0,
                0,
                0,
                7,
                lost == 0);
    }

    private static RunResult run(Campaign.Fault... faults) {
        RunResult run = new RunFixture()
                .blocks(1)
                .defaultVariants()
                .valid("spark", 1, 500)
                .build();
        Campaign campaign = new Campaign(
                List.of(faults),
                0,
                null,
                List.of("spark, clock, left out: it cannot be made to step."),
                List.of(new Campaign.Moment(0, 10), new Campaign.Moment(1_000, 0), new Campaign.Moment(61_000, 9_000)));
        List<TrialResult> trials = new ArrayList<>(run.trials());
        trials.replaceAll(trial -> trial.variant().equals("spark") ? trial.withCampaign(campaign) : trial);
        return run.withTrials(trials);
    }

    private static String text(RunResult run) {
        return FaultsSection.of(run, new VariantLooks(run.scenario().variants()))
                .orElseThrow()
                .blocks()
                .toString();
    }

    @Test
    void aRunWithoutFaultsSaysNothingOfThem() {
        RunResult run = new RunFixture().blocks(1).defaultVariants().build();
        assertThat(FaultsSection.of(run, new VariantLooks(run.scenario().variants())))
                .isEmpty();
        assertThat(FaultsSection.findings(run)).isEmpty();
    }

    @Test
    void aPromiseThatWasKeptIsOneSentence() {
        RunResult run = run(fault(1, FaultKind.KILL, 0), fault(2, FaultKind.DISK_FULL, 0));
        assertThat(FaultsSection.findings(run)).singleElement().satisfies(finding -> {
            assertThat(finding.text())
                    .isEqualTo("spark survived 2 of 2 faults: 0 events lost, 0 counted twice, final counts exact; worst"
                            + " outage 3 s.");
            assertThat(finding.tone()).isEqualTo(Tone.PLAIN);
        });
    }

    @Test
    void aPromiseThatWasNotKeptHasNumberMinuteAndSeed() {
        RunResult run = run(fault(1, FaultKind.KILL, 0), fault(2, FaultKind.BROKER, 5));
        assertThat(FaultsSection.findings(run)).singleElement().satisfies(finding -> {
            assertThat(finding.text())
                    .contains("spark survived 1 of 2 faults")
                    .endsWith(" Not survived: fault 2 (broker) at minute 2.0; --seed " + run.seed() + " repeats it.");
            assertThat(finding.tone()).isEqualTo(Tone.BAD);
        });
    }

    @Test
    void aTrialThatIsInvalidForAnotherReasonIsNoPromiseKept() {
        RunResult run = run(fault(1, FaultKind.KILL, 0));
        RunResult invalid = run.withTrials(run.trials().stream()
                .map(trial -> trial.campaign() == null
                        ? trial
                        : trial.with(
                                changed -> changed.status(TrialStatus.INVALID).reason("1 of 10 events lost")))
                .toList());
        assertThat(FaultsSection.findings(invalid))
                .singleElement()
                .extracting(Paragraph::tone)
                .isEqualTo(Tone.BAD);
    }

    @Test
    void theTableHasARowForEachKindAndThePlotAMarkForEachFault() {
        RunResult run = run(fault(1, FaultKind.KILL, 0), fault(2, FaultKind.DISK_FULL, 0), fault(3, FaultKind.KILL, 2));
        Section section = FaultsSection.of(run, new VariantLooks(run.scenario().variants()))
                .orElseThrow();
        Table byKind = (Table) section.blocks().stream()
                .filter(Table.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(byKind.rows())
                .extracting(row -> row.stream().map(Cell::text).toList().subList(0, 5))
                .containsExactly(
                        List.of("kill", "spark", "1 of 2", "2", "0"),
                        List.of("disk-full", "spark", "1 of 1", "0", "0"));
        assertThat(text(run)).contains("left out", "no space left", "in the middle of a recovery");
        Plot plot = (Plot) section.blocks().stream()
                .filter(Plot.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(((Lines) plot.drawing()).marks()).hasSize(3);
        assertThat(plot.finding())
                .isEqualTo(
                        "At its highest the backlog is 9,000 events; each of the 3 faults is marked, for as long as its"
                                + " cause lasted.");
    }

    @Test
    void everyFormOfTheReportHoldsIt() {
        RunResult run = run(fault(1, FaultKind.KILL, 0), fault(2, FaultKind.BROKER, 5));
        ReportModel model = ReportModel.of(run, Map.of());
        assertThat(model.sections()).extracting(Section::id).contains(FaultsSection.ID);
        assertThat(model.summary().sections()).extracting(Section::id).contains(FaultsSection.ID);
        assertThat(HtmlReport.render(model)).contains("done &lt;by&gt; hand", "id=\"panel-faults\"");
        assertThat(MarkdownReport.render(model)).contains("Faults by kind");
    }
}
