package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final List<Long> covered = new ArrayList<>();

    private Coverage perEvent(int keys) {
        return new Coverage(keys, true, covered::add);
    }

    private Coverage perKey(int keys) {
        return new Coverage(keys, false, covered::add);
    }

    @Test
    void everyEventWithARowOfItsOwnIsCoveredByIt() {
        Coverage coverage = perEvent(2);
        coverage.sent(0, 0);
        coverage.sent(1, 1);
        coverage.sent(0, 2);
        coverage.row(0, 1);
        assertThat(covered).containsExactly(0L);
        coverage.row(0, 2);
        coverage.row(1, 1);
        assertThat(covered).containsExactly(0L, 2L, 1L);
        assertThat(coverage.account()).isEqualTo(new Coverage.Account(3, 3, 0, 0, 0, 3, 0, 0));
    }

    @Test
    void aMicroBatchRowCoversAllEventsOfItsKeyUpToItsCount() {
        Coverage coverage = perKey(2);
        for (long event = 0; event < 1000; event++) {
            coverage.sent((int) (event % 2), event);
        }
        coverage.row(0, 300);
        assertThat(covered).hasSize(300).startsWith(0L, 2L, 4L).endsWith(598L);
        coverage.row(1, 500);
        assertThat(covered).hasSize(800);
        assertThat(coverage.account().lost()).isEqualTo(200);
        assertThat(coverage.coveredTotal()).isEqualTo(800);
        coverage.row(0, 500);
        assertThat(coverage.account()).isEqualTo(new Coverage.Account(1000, 1000, 0, 0, 0, 3, 0, 0));
    }

    @Test
    void aRowWithACountThatWasSeenBeforeIsADuplicateAndCoversNothing() {
        Coverage coverage = perEvent(1);
        sendAndCount(coverage, 0, 3);
        coverage.row(0, 3);
        assertThat(covered).hasSize(3);
        assertThat(coverage.account().duplicates()).isEqualTo(1);
    }

    @Test
    void aReplayFromAnOlderStateIsDuplicatesUntilItPassesTheHighestCount() {
        Coverage coverage = perEvent(1);
        sendAndCount(coverage, 0, 5);
        coverage.sent(0, 5);
        // Restored at 2: counts 3, 4 and 5 come again, then 6 is new.
        for (int count = 3; count <= 6; count++) {
            coverage.row(0, count);
        }
        assertThat(coverage.account()).isEqualTo(new Coverage.Account(6, 6, 3, 0, 0, 9, 0, 0));
    }

    @Test
    void aRegressionThatIsNeverMadeGoodIsAWrongFinalCount() {
        Coverage coverage = perKey(1);
        sendAndCount(coverage, 0, 5);
        coverage.row(0, 4);
        assertThat(coverage.account().duplicates()).isEqualTo(1);
        assertThat(coverage.account().lost()).isZero();
        assertThat(coverage.account().wrongFinalCounts()).isEqualTo(1);
    }

    @Test
    void aJumpIsAGapInPerEventEmissionOnly() {
        Coverage strict = perEvent(1);
        Coverage batched = perKey(1);
        for (Coverage coverage : List.of(strict, batched)) {
            for (int event = 0; event < 4; event++) {
                coverage.sent(0, event);
            }
            coverage.row(0, 1);
            coverage.row(0, 4);
        }
        assertThat(strict.account().gaps()).isEqualTo(2);
        assertThat(batched.account().gaps()).isZero();
        assertThat(strict.account().lost()).isZero();
    }

    @Test
    void anEventWithoutARowIsLostAndItsKeyHasAWrongFinalCount() {
        Coverage coverage = perEvent(3);
        sendAndCount(coverage, 0, 2);
        coverage.sent(1, 2);
        assertThat(coverage.account().lost()).isEqualTo(1);
        assertThat(coverage.account().wrongFinalCounts()).isEqualTo(1);
    }

    @Test
    void aCountAboveWhatWasSentIsUnexpectedAndCoversNothing() {
        Coverage coverage = perEvent(1);
        coverage.sent(0, 0);
        coverage.row(0, 2);
        assertThat(covered).isEmpty();
        assertThat(coverage.account()).isEqualTo(new Coverage.Account(1, 0, 0, 0, 1, 1, 1, 1));
    }

    @Test
    void whatWasCountedTwiceIsByHowMuchLastCountsAreTooHigh() {
        Coverage coverage = perEvent(3);
        for (int key = 0; key < 3; key++) {
            sendAndCount(coverage, key, 2);
        }
        coverage.row(0, 5);
        coverage.row(1, 1);
        assertThat(coverage.account().countedTwice()).isEqualTo(3);
        assertThat(coverage.account().wrongFinalCounts()).isEqualTo(2);
    }

    @Test
    void anOvercountAfterARightCountStillSpoilsTheFinalCount() {
        Coverage coverage = perEvent(1);
        sendAndCount(coverage, 0, 1);
        coverage.row(0, 2);
        assertThat(coverage.account().wrongFinalCounts()).isEqualTo(1);
    }

    @Test
    void rowsOfUnknownKeysAndUnreadableRowsAreUnexpected() {
        Coverage coverage = perEvent(1);
        coverage.row(-1, 1);
        coverage.row(1, 1);
        coverage.row(0, 0);
        coverage.unreadableRow();
        assertThat(coverage.account().unexpectedRows()).isEqualTo(4);
        assertThat(coverage.account().rows()).isEqualTo(4);
    }

    @Test
    void memoryFollowsTheEventsInFlightNotTheEventsSent() {
        Coverage coverage = perEvent(10);
        long stuck = 0;
        // One event of key 0 is never covered; a million others come and go behind it.
        coverage.sent(0, stuck);
        int[] counts = new int[10];
        for (long event = 1; event <= 1_000_000; event++) {
            int key = (int) (1 + event % 9);
            coverage.sent(key, event);
            coverage.row(key, ++counts[key]);
        }
        assertThat(coverage.capacity()).isEqualTo(1024);
        assertThat(coverage.account().lost()).isEqualTo(1);
    }

    @Test
    void aMillionKeysWork() {
        Coverage coverage = perKey(1_000_000);
        for (int key = 0; key < 1_000_000; key++) {
            coverage.sent(key, key);
        }
        for (int key = 999_999; key >= 0; key--) {
            coverage.row(key, 1);
        }
        assertThat(covered).hasSize(1_000_000).startsWith(999_999L);
        assertThat(coverage.account().wrongFinalCounts()).isZero();
    }

    /** Against the definition, written down naively: event with ordinal n is covered by the first row with a count of n or more. */
    @Test
    void agreesWithTheDefinitionOnRandomHistories() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            covered.clear();
            Coverage coverage = perKey(3);
            List<List<Long>> eventsOfKey = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            List<Long> expected = new ArrayList<>();
            int[] highest = new int[3];
            long duplicates = 0;
            long event = 0;
            for (int step = 0; step < 200; step++) {
                int key = random.nextInt(3);
                int sent = eventsOfKey.get(key).size();
                if (random.nextBoolean() || sent == 0) {
                    coverage.sent(key, event);
                    eventsOfKey.get(key).add(event++);
                } else {
                    int count = 1 + random.nextInt(sent);
                    coverage.row(key, count);
                    for (int ordinal = highest[key] + 1; ordinal <= count; ordinal++) {
                        expected.add(eventsOfKey.get(key).get(ordinal - 1));
                    }
                    duplicates += count <= highest[key] ? 1 : 0;
                    highest[key] = Math.max(highest[key], count);
                }
            }
            assertThat(covered).as("seed %d", seed).isEqualTo(expected);
            assertThat(coverage.account().duplicates()).isEqualTo(duplicates);
            assertThat(coverage.account().lost()).isEqualTo(event - expected.size());
        }
    }

    private static void sendAndCount(Coverage coverage, int key, int events) {
        for (int n = 1; n <= events; n++) {
            coverage.sent(key, n - 1L);
            coverage.row(key, n);
        }
    }
}
