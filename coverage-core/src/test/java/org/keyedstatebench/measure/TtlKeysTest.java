package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class TtlKeysTest {

    private static final long TTL = 16_000;
    private static final long LATENCY = 10;

    private final TtlKeys keys = new TtlKeys(TTL, 2);

    /** Plays an engine whose rows are visible 10 after an event. */
    private TtlKeys.Answer play(LongPredicate forgetsAfter) {
        Map<String, Long> first = new HashMap<>();
        for (TtlKeys.Due event : keys.schedule()) {
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
        List<TtlKeys.Due> events = keys.schedule();
        assertThat(events).hasSize(2 * 2 * 45);
        assertThat(events.get(events.size() - 1).dueNs()).isBetween(3 * TTL, 3 * TTL + TTL / 16);
        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparingLong(TtlKeys.Due::dueNs));
    }

    @Test
    void expiryLiesBetweenTheLongestSurvivedAndTheShortestExpiredPause() {
        TtlKeys.Answer answer = play(pause -> pause > TTL);

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
        TtlKeys.Answer answer = play(pause -> false);
        assertThat(answer.shortestExpiredNs()).isNull();
        assertThat(answer.outlivedTwice()).isEqualTo(2 * 17);
    }

    @Test
    void oneRowForBothEventsOfABatchSaysThatTheCountWentOn() {
        TtlKeys.Due first = keys.schedule().get(0);
        keys.sent(first, 1);
        keys.sent(new TtlKeys.Due(first.key(), 4000, true), 4001);
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
        TtlKeys.Answer answer = answeredAfter(4_100, 3);

        assertThat(answer).isEqualTo(new TtlKeys.Answer(2 * 45, 2 * 45 - 1, 1, null, null, 0, 0));
        assertThat(keys.isAllAnswered()).isFalse();
    }

    @Test
    void aLateRowOfTheFirstEventDoesNotAnswerForTheSecond() {
        TtlKeys.Due first = keys.schedule().get(0);
        keys.sent(first, 1);
        keys.sent(new TtlKeys.Due(first.key(), 4_000, true), 4_001);
        keys.row(first.key(), 1, 4_050);
        assertThat(keys.answer().unanswered()).isEqualTo(2 * 45);
        keys.row(first.key(), 2, 4_060);

        assertThat(keys.answer().longestSurvivedNs()).isEqualTo(4_000);
        assertThat(keys.answer().shortestExpiredNs()).isNull();
    }

    /** One key's second event was sent after a quarter of the TTL, the row of it came with that count so long after the first. */
    private TtlKeys.Answer answeredAfter(long visible, long count) {
        TtlKeys fresh = new TtlKeys(TTL, 2);
        TtlKeys.Due first = fresh.schedule().get(0);
        fresh.sent(first, 7_000);
        fresh.row(first.key(), 1, 7_005);
        fresh.sent(new TtlKeys.Due(first.key(), 4_000, true), 7_000 + 4_000);
        fresh.row(first.key(), count, 7_000 + visible);
        return fresh.answer();
    }
}
