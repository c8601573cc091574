package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.measure.TtlKeys;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class TtlJudgementTest {

    private static final Verdict VALID = new Verdict(TrialStatus.VALID, null, List.of());
    private static final Duration TTL = Duration.ofMillis(100);

    private static Long nanos(Long millis) {
        return millis == null ? null : millis * 1_000_000;
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # unanswered | wrong | survived | expired | too soon | reason
            0            | 0     | 90       | 110     | 0        | -
            0            | 0     | 250      | 260     | 0        | -
            1            | 0     | 90       | 110     | 0        | 1 of 9 keys with a pause got no second count
            0            | 1     | 90       | 110     | 0        | 1 keys with a pause got a second count that is neither 1 nor 2
            0            | 0     | 90       | 80      | 1        | 1 keys lost their count before the TTL was over
            0            | 0     | -        | 80      | 2        | 2 keys lost their count before the TTL was over
            0            | 0     | 300      | -       | 0        | no count started again, not even after a pause of three times the TTL
            0            | 0     | -        | 110     | 0        | no key showed whether a count survives a pause shorter than the TTL
            3            | 2     | 90       | 80      | 1        | 3 of 9 keys with a pause got no second count; 2 keys with a pause got a second count that is neither 1 nor 2; 1 keys lost their count before the TTL was over
            9            | 0     | -        | -       | 0        | 9 of 9 keys with a pause got no second count; no key showed whether a count survives a pause shorter than the TTL; no count started again, not even after a pause of three times the TTL
            """)
    void everyKeyMustHaveAnsweredAndSomeMustHaveSurvivedAndSomeExpired(
            int unanswered, int wrong, Long survived, Long expired, int tooSoon, String reason) {
        Verdict verdict = TtlJudgement.judge(
                new TtlKeys.Answer(9, unanswered, wrong, nanos(survived), nanos(expired), tooSoon, 0), VALID);

        assertThat(verdict)
                .isEqualTo(new Verdict(reason == null ? TrialStatus.VALID : TrialStatus.INVALID, reason, List.of()));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # survived | expired | too soon | outlived | survives | expires | delay
            90         | 110     | 0        | 0        | true     | true    | 0
            100        | 110     | 0        | 0        | true     | true    | 0
            101        | 110     | 0        | 0        | true     | true    | 1
            250        | 260     | 0        | 1        | true     | false   | 150
            300        | -       | 0        | 5        | true     | false   | -
            190        | -       | 0        | 0        | true     | false   | -
            90         | 80      | 1        | 0        | false    | true    | 0
            -          | 25      | 3        | 0        | false    | true    | 0
            """)
    void theResultSaysWhetherCountsSurviveAndExpire(
            Long survived, Long expired, int tooSoon, int outlived, boolean survives, boolean expires, Long delay) {
        assertThat(TtlJudgement.result(
                        TTL, new TtlKeys.Answer(9, 0, 0, nanos(survived), nanos(expired), tooSoon, outlived)))
                .isEqualTo(new TrialResult.Ttl(100, 9, survived, expired, survives, expires, delay));
    }

    @Test
    void whereNoKeyShowedWhetherItSurvivesNothingIsSaid() {
        assertThat(TtlJudgement.result(TTL, new TtlKeys.Answer(9, 9, 0, null, null, 0, 0)))
                .isNull();
        assertThat(TtlJudgement.result(TTL, new TtlKeys.Answer(9, 0, 0, null, nanos(110L), 0, 0)))
                .isNull();
    }
}
