package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** What a kill cost is told by valid trials, and what became of the events by all: a loss is what makes a trial invalid. */
class RecoverySectionTest {

    @Test
    void aLossIsToldAlthoughItsTrialIsInvalid() {
        RunResult run = lossIn(
                2,
                new RunFixture()
                        .blocks(2)
                        .defaultVariants()
                        .killed("spark", 1, 4_000, 7)
                        .killed("spark", 2, 9_000, 7)
                        .build());

        assertThat(RecoverySection.findings(run)).singleElement().satisfies(finding -> {
            assertThat(finding.text())
                    .isEqualTo("spark, killed (SIGKILL) at 10,000 events/s: no event covered for"
                            + " 4 s, backlog gone 8 s after the kill, 7 events counted again, 5 lost, final counts wrong,"
                            + " 1 of 2 trials are invalid (smallest to largest of 2 trials).");
            assertThat(finding.tone()).isEqualTo(Tone.BAD);
        });
        assertThat(RecoverySection.of(run)).isPresent();
    }

    @Test
    void whereNoTrialIsValidTheAccountIsLeft() {
        RunResult run = lossIn(
                1,
                new RunFixture()
                        .blocks(1)
                        .defaultVariants()
                        .killed("spark", 1, 4_000, 7)
                        .build());

        assertThat(RecoverySection.findings(run))
                .singleElement()
                .extracting(Paragraph::text)
                .isEqualTo("spark, killed (SIGKILL) at 10,000 events/s: 7 events counted again,"
                        + " 5 lost, final counts wrong, so that the trial is invalid.");
    }

    /** With a kill after which nothing came back. */
    private static RunResult lossIn(int order, RunResult run) {
        List<TrialResult> trials = new ArrayList<>(run.trials());
        TrialResult trial = trials.get(order - 1);
        Recovery recovery = trial.recovery();
        trials.set(
                order - 1,
                new TrialResult(
                        trial.condition(),
                        trial.variant(),
                        trial.block(),
                        trial.order(),
                        TrialStatus.INVALID,
                        "5 of 10 events lost",
                        List.of(),
                        trial.startedAt(),
                        null,
                        new TrialResult.Events(10, 5, 5, 0, 0, false, 1, null, 0, 5, 0, 1, null),
                        null,
                        trial.throughput(),
                        null,
                        new Recovery(
                                recovery.killedAfterMs(),
                                recovery.outageMs(),
                                null,
                                null,
                                recovery.backlogPeak(),
                                recovery.repeatedEvents(),
                                List.of(),
                                null),
                        null,
                        null,
                        null,
                        trial.latenessNs(),
                        trial.startup(),
                        trial.resources(),
                        trial.checkpoints(),
                        trial.batches(),
                        trial.files()));
        return run.withTrials(trials);
    }
}
