package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.TrialStatus;

class DrainJudgementTest {

    private static final Verdict VALID = new Verdict(TrialStatus.VALID, null, List.of());

    /** Without a number of batches the engine works record by record. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # batches | burst | cores | reason | flagged
            -         | 0.02  | 0.1   | -      | false
            -         | 0.25  | 0.8   | -      | false
            4         | 0.25  | 0.8   | -      | false
            -         | 0.251 | 0.1   | 25 % of the middle's events became visible in one burst | false
            4         | 1     | 0.1   | 100 % of the middle's events became visible in one burst | false
            3         | 0.02  | 0.1   | only 3 micro-batches completed in the middle 80 %, too few for a rate | false
            0         | 0.02  | 0.1   | only 0 micro-batches completed in the middle 80 %, too few for a rate | false
            3         | 1     | 0.1   | only 3 micro-batches completed in the middle 80 %, too few for a rate | false
            -         | 0.02  | 0.801 | -      | true
            3         | 0.02  | 0.801 | only 3 micro-batches completed in the middle 80 %, too few for a rate | true
            4         | 0.5   | 0.801 | 50 % of the middle's events became visible in one burst | true
            """)
    void aRateNeedsBatchesAndAnEvenFlow(
            Integer batches, double burst, double cores, String reason, boolean collectorLimited) {
        Verdict verdict = DrainJudgement.judge(
                batches == null ? OptionalInt.empty() : OptionalInt.of(batches), burst, cores, VALID);

        assertThat(verdict.status()).isEqualTo(reason == null ? TrialStatus.VALID : TrialStatus.INVALID);
        if (reason == null) {
            assertThat(verdict.reason()).isNull();
        } else {
            // One reason: few batches come in large bursts anyhow.
            assertThat(verdict.reason()).startsWith(reason).doesNotContain("; the", "; 1", "; 5");
        }
        assertThat(verdict.flags()).isEqualTo(collectorLimited ? List.of(Flag.COLLECTOR_LIMITED) : List.of());
    }

    @Test
    void aDrainWithoutTwoMomentsHasNoRate() {
        Verdict verdict = DrainJudgement.withoutRate(VALID);
        assertThat(verdict.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(verdict.reason()).startsWith("most events became covered at one moment, so there is no rate");
    }

    @Test
    void whatWasWrongBeforeStaysWrong() {
        Verdict lost = new Verdict(TrialStatus.INVALID, "1 of 9 events lost", List.of(Flag.KILLED_AT_STOP));

        assertThat(DrainJudgement.judge(OptionalInt.empty(), 0.02, 0.1, lost)).isEqualTo(lost);
        assertThat(DrainJudgement.judge(OptionalInt.of(0), 0.02, 0.9, lost))
                .satisfies(v -> assertThat(v.reason()).startsWith("1 of 9 events lost; only 0 micro-batches"))
                .satisfies(v -> assertThat(v.flags()).containsExactly(Flag.KILLED_AT_STOP, Flag.COLLECTOR_LIMITED));
    }
}
