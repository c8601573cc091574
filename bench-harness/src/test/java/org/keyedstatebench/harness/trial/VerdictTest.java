package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.measure.Coverage;
import org.keyedstatebench.harness.result.Flag;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.job.Guarantee;

class VerdictTest {

    private static final Coverage.Account GOOD = new Coverage.Account(1000, 1000, 0, 0, 0, 1000, 0);

    private static Percentiles ms(double p50, double p99) {
        long fifty = (long) (p50 * 1e6);
        long ninetyNine = (long) (p99 * 1e6);
        return new Percentiles(1000, 0, fifty, fifty, ninetyNine, ninetyNine, ninetyNine, p50 * 1e6);
    }

    private static Verdict.Evidence evidence(Coverage.Account account) {
        return new Verdict.Evidence(
                account, Guarantee.AT_LEAST_ONCE, true, 0, "", 1000, 1000, ms(5, 20), ms(0.1, 1), 0L, 0, true, true);
    }

    private static void isInvalid(Verdict.Evidence evidence, String because) {
        Verdict verdict = Verdict.of(evidence);
        assertThat(verdict.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(verdict.reason()).contains(because);
    }

    @Test
    void aTrialWithEveryEventAccountedForIsValid() {
        Verdict verdict = Verdict.of(evidence(GOOD));
        assertThat(verdict.status()).isEqualTo(TrialStatus.VALID);
        assertThat(verdict.reason()).isNull();
        assertThat(verdict.flags()).isEmpty();
    }

    @Test
    void lossGapsWrongCountsAndUnexpectedRowsVoidIt() {
        isInvalid(evidence(new Coverage.Account(1000, 999, 0, 0, 1, 999, 0)), "1 of 1000 events lost");
        isInvalid(evidence(new Coverage.Account(1000, 1000, 0, 2, 0, 998, 0)), "2 events got no row");
        isInvalid(evidence(new Coverage.Account(1000, 1000, 1, 0, 1, 1001, 0)), "1 keys ended with a wrong count");
        isInvalid(evidence(new Coverage.Account(1000, 1000, 0, 0, 0, 1001, 1)), "1 output rows");
    }

    @Test
    void duplicatesVoidItUnderExactlyOnceOnly() {
        Coverage.Account twice = new Coverage.Account(1000, 1000, 3, 0, 0, 1003, 0);
        assertThat(Verdict.of(evidence(twice)).status()).isEqualTo(TrialStatus.VALID);
        isInvalid(
                new Verdict.Evidence(
                        twice,
                        Guarantee.EXACTLY_ONCE,
                        true,
                        0,
                        "",
                        1000,
                        1000,
                        ms(5, 20),
                        ms(0.1, 1),
                        0L,
                        0,
                        true,
                        true),
                "3 duplicates under exactly-once");
    }

    @Test
    void aRateThatWasNotHeldVoidsIt() {
        isInvalid(
                new Verdict.Evidence(
                        GOOD,
                        Guarantee.AT_LEAST_ONCE,
                        true,
                        0,
                        "",
                        1000,
                        980,
                        ms(5, 20),
                        ms(0.1, 1),
                        0L,
                        0,
                        true,
                        true),
                "held 980 of 1000 events/s");
    }

    @Test
    void failedSendsAndAWrongNumberOfMalformedRecordsVoidIt() {
        isInvalid(
                new Verdict.Evidence(
                        GOOD,
                        Guarantee.AT_LEAST_ONCE,
                        true,
                        2,
                        "gone",
                        1000,
                        1000,
                        ms(5, 20),
                        ms(0.1, 1),
                        0L,
                        0,
                        true,
                        true),
                "2 sends failed, the first with: gone");
        isInvalid(
                new Verdict.Evidence(
                        GOOD,
                        Guarantee.AT_LEAST_ONCE,
                        true,
                        0,
                        "",
                        1000,
                        1000,
                        ms(5, 20),
                        ms(0.1, 1),
                        4L,
                        5,
                        true,
                        true),
                "skipped 4 malformed records, 5 were sent");
    }

    @Test
    void aLateGeneratorAnUnsteadyEngineAndAKilledOneAreFlagged() {
        Verdict verdict = Verdict.of(new Verdict.Evidence(
                GOOD, Guarantee.AT_LEAST_ONCE, true, 0, "", 1000, 1000, ms(5, 20), ms(0.1, 5), null, 0, false, false));
        assertThat(verdict.status()).isEqualTo(TrialStatus.VALID);
        assertThat(verdict.flags()).containsExactly(Flag.GENERATOR_LIMITED, Flag.NOT_STEADY, Flag.KILLED_AT_STOP);
    }

    @Test
    void aTrialWithoutLatenciesIsJudgedByItsEventsAlone() {
        Verdict.Evidence drained =
                new Verdict.Evidence(GOOD, Guarantee.AT_LEAST_ONCE, true, 0, "", 0, 0, null, null, 0L, 0, true, true);
        assertThat(Verdict.of(drained).status()).isEqualTo(TrialStatus.VALID);
        assertThat(Verdict.of(drained).flags()).isEmpty();
    }

    @Test
    void whatIsFoundLaterAddsToTheVerdict() {
        Verdict good = Verdict.of(evidence(GOOD));
        assertThat(good.and("no rate")).isEqualTo(new Verdict(TrialStatus.INVALID, "no rate", List.of()));
        assertThat(good.and("no rate").and("no end").reason()).isEqualTo("no rate; no end");
        assertThat(good.flagged(Flag.PROFILED).flags()).containsExactly(Flag.PROFILED);
        assertThat(good.flagged(Flag.PROFILED).status()).isEqualTo(TrialStatus.VALID);
    }
}
