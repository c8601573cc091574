package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class PausedKeysTest {

    private static final long TTL = 16_000;
    private static final long LATENCY = 10;

    private final PausedKeys keys = new PausedKeys(TTL, 2);

    /** Plays an engine whose rows are visible 10 after an event. */
    private PausedKeys.Answer play(LongPredicate forgetsAfter) {
        Map<String, Long> first = new HashMap<>();
        for (PausedKeys.Due event : keys.schedule()) {
            long now = event.dueNs() + 1;
            keys.sent(event, now);
            if (event.second()) {
                boolean forgotten = forgetsAfter.test(now - first.get(event.key()));
                keys.row(event.key(), forgotten ? 1 : 2, now + LATENCY);
            } else {
                first.put(event.key(), now);
                keys.row(event.key(), 1, now + LATENCY);
            }
        }
        return keys.answer();
    }

    @Test
    void pausesGoFromAQuarterToThreeTimesTheTtl() {
        List<PausedKeys.Due> events = keys.schedule();
        assertThat(events).hasSize(2 * 2 * 45);
        assertThat(events.get(events.size() - 1).dueNs()).isBetween(3 * TTL, 3 * TTL + TTL / 16);
        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparingLong(PausedKeys.Due::dueNs));
    }

    @Test
    void expiryLiesBetweenTheLongestSurvivedAndTheShortestExpiredPause() {
        PausedKeys.Answer answer = play(pause -> pause > TTL);

        assertThat(keys.isAllAnswered()).isTrue();
        assertThat(answer.longestSurvivedNs()).isEqualTo(TTL);
        assertThat(answer.shortestExpiredNs()).isEqualTo(TTL + 1000);
        assertThat(answer.lostTooSoon()).isZero();
        assertThat(answer.outlivedTwice()).isZero();
        assertThat(answer.unanswered()).isZero();
    }

    @Test
    void aCountThatIsLostBeforeTheTtlIsOverIsFound() {
        assertThat(play(pause -> pause > TTL / 2).lostTooSoon()).isPositive();
    }

    @Test
    void aCountThatMayHaveExpiredByTheTimeTheEngineTookTheEventIsNotHeldAgainstIt() {
        // A pause of exactly the TTL: the row came after the TTL was over.
        assertThat(play(pause -> pause >= TTL).lostTooSoon()).isZero();
    }

    @Test
    void withoutATtlNothingExpires() {
        PausedKeys.Answer answer = play(pause -> false);
        assertThat(answer.shortestExpiredNs()).isNull();
        assertThat(answer.outlivedTwice()).isEqualTo(2 * 17);
    }

    @Test
    void oneRowForBothEventsOfABatchSaysThatTheCountWentOn() {
        PausedKeys.Due first = keys.schedule().get(0);
        keys.sent(first, 1);
        keys.sent(new PausedKeys.Due(first.key(), 4000, true), 4001);
        keys.row(first.key(), 2, 4100);

        assertThat(keys.answer().longestSurvivedNs()).isEqualTo(4000);
        assertThat(keys.answer().unanswered()).isEqualTo(2 * 45 - 1);
    }

    @Test
    void rowsOfOtherKeysArePassedOver() {
        keys.row("elsewhere", 1, 5);
        assertThat(keys.answer().unanswered()).isEqualTo(2 * 45);
    }

    @Test
    void tooSoonIsWhatWasVisibleBeforeTheTtlWasOverByTheFirstEventsOwnTime() {
        // Pauses of 9 to 15 sixteenths, two keys each; with the latency even the longest is shorter than the TTL.
        assertThat(play(pause -> pause > TTL / 2).lostTooSoon()).isEqualTo(2 * 7);
        assertThat(answeredAfter(TTL - 1, 1).lostTooSoon()).isOne();
        assertThat(answeredAfter(TTL, 1).lostTooSoon()).isZero();
    }

    @Test
    void aSecondCountThatIsNeitherOneNorTwoIsWrong() {
        PausedKeys.Answer answer = answeredAfter(4_100, 3);

        assertThat(answer).isEqualTo(new PausedKeys.Answer(2 * 45, 2 * 45 - 1, 1, null, null, 0, 0));
        assertThat(keys.isAllAnswered()).isFalse();
    }

    @Test
    void aLateRowOfTheFirstEventDoesNotAnswerForTheSecond() {
        PausedKeys.Due first = keys.schedule().get(0);
        keys.sent(first, 1);
        keys.sent(new PausedKeys.Due(first.key(), 4_000, true), 4_001);
        keys.row(first.key(), 1, 4_050);
        assertThat(keys.answer().unanswered()).isEqualTo(2 * 45);
        keys.row(first.key(), 2, 4_060);

        assertThat(keys.answer().longestSurvivedNs()).isEqualTo(4_000);
        assertThat(keys.answer().shortestExpiredNs()).isNull();
    }

    /** One key's second event was sent after a quarter of the TTL, the row of it came with that count so long after the first. */
    private PausedKeys.Answer answeredAfter(long visible, long count) {
        PausedKeys fresh = new PausedKeys(TTL, 2);
        PausedKeys.Due first = fresh.schedule().get(0);
        fresh.sent(first, 7_000);
        fresh.row(first.key(), 1, 7_005);
        fresh.sent(new PausedKeys.Due(first.key(), 4_000, true), 7_000 + 4_000);
        fresh.row(first.key(), count, 7_000 + visible);
        return fresh.answer();
    }

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
        Verdict verdict = Verdict.VALID.withPausedKeys(
                new PausedKeys.Answer(9, unanswered, wrong, nanos(survived), nanos(expired), tooSoon, 0));

        assertThat(verdict)
                .isEqualTo(new Verdict(reason == null ? TrialStatus.VALID : TrialStatus.INVALID, reason, List.of()));
    }

    @Test
    void whereEventsComeLaterThanTheTtlAWrongCountIsNoProofAgainstTheEngine() {
        Verdict wrong = Verdict.VALID.wrongIf(true, "3 of 9 events lost");
        Duration ttl = Duration.ofSeconds(2);

        assertThat(wrong.withTtl(ttl, Duration.ofMillis(1_999))).isEqualTo(wrong);
        assertThat(wrong.withTtl(ttl, ttl).reason())
                .isEqualTo(
                        "3 of 9 events lost; latencies of up to 2000 ms are longer than the TTL of 2s, so counts may have"
                                + " expired as they should: a lower rate or a faster machine would tell");
        assertThat(Verdict.VALID.withTtl(ttl, Duration.ofSeconds(9))).isEqualTo(Verdict.VALID);
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
        assertThat(new PausedKeys.Answer(9, 0, 0, nanos(survived), nanos(expired), tooSoon, outlived)
                        .result(Duration.ofMillis(100)))
                .isEqualTo(new TrialResult.Ttl(100, 9, survived, expired, survives, expires, delay));
    }

    @Test
    void whereNoKeyShowedWhetherItSurvivesNothingIsSaid() {
        assertThat(new PausedKeys.Answer(9, 9, 0, null, null, 0, 0).result(Duration.ofMillis(100)))
                .isNull();
        assertThat(new PausedKeys.Answer(9, 0, 0, null, nanos(110L), 0, 0).result(Duration.ofMillis(100)))
                .isNull();
    }
}
