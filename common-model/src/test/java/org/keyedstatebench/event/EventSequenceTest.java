package org.keyedstatebench.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventSequenceTest {

    @Test
    void anEventIsAFunctionOfSeedAndIndexAlone() {
        EventSequence one = new EventSequence(7, KeySpace.uniform(50));
        EventSequence same = new EventSequence(7, KeySpace.uniform(50));
        EventSequence other = new EventSequence(8, KeySpace.uniform(50));
        int differing = 0;
        for (long i = 1_000; i > 0; i--) {
            assertThat(one.event(i, 5)).isEqualTo(same.event(i, 5));
            differing += one.keyIndex(i) == other.keyIndex(i) ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(900);
    }

    @Test
    void theSequenceNeverChangesBecauseStoredRunsAreRepeatedBySeed() {
        EventSequence sequence = new EventSequence(42, KeySpace.uniform(100));
        assertThat(sequence.event(0, 1)).isEqualTo(new Event("989b3f130a063869", "cart", "key-59", 625, 1));
        assertThat(sequence.event(123_456_789_012L, 1).key()).isEqualTo("key-28");
        EventSequence skewed = new EventSequence(42, KeySpace.zipf(100, 1.0));
        assertThat(skewed.event(1, 1).key()).isEqualTo("key-16");
    }

    @Test
    void eventIdsAreUnique() {
        EventSequence sequence = new EventSequence(1, KeySpace.uniform(3));
        Set<String> ids = new HashSet<>();
        for (long i = 0; i < 100_000; i++) {
            ids.add(sequence.event(i, 0).eventId());
        }
        assertThat(ids).hasSize(100_000);
    }

    @Test
    void uniformKeysAreDrawnEquallyOften() {
        int keys = 20;
        int[] drawn = draw(new EventSequence(3, KeySpace.uniform(keys)), 400_000);
        for (int key = 0; key < keys; key++) {
            assertThat(drawn[key]).as("key %d", key).isCloseTo(20_000, within(700));
        }
    }

    @Test
    void zipfKeysAreDrawnByTheirRank() {
        int keys = 1_000;
        double exponent = 1.2;
        int events = 1_000_000;
        int[] drawn = draw(new EventSequence(3, KeySpace.zipf(keys, exponent)), events);
        double norm = 0;
        for (int rank = 1; rank <= keys; rank++) {
            norm += Math.pow(rank, -exponent);
        }
        for (int rank : new int[] {1, 2, 3, 10, 100, 1_000}) {
            double expected = events * Math.pow(rank, -exponent) / norm;
            // Six standard deviations of a binomial: a sound generator fails once in half a billion runs.
            assertThat((double) drawn[rank - 1])
                    .as("rank %d", rank)
                    .isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    @Test
    void everyKeyOfALargeSpaceIsInRange() {
        EventSequence sequence = new EventSequence(9, KeySpace.zipf(1_000_000, 0.8));
        for (long i = 0; i < 200_000; i++) {
            assertThat(sequence.keyIndex(i)).isBetween(0, 999_999);
        }
    }

    private static int[] draw(EventSequence sequence, int events) {
        int[] drawn = new int[sequence.keys().count()];
        for (long i = 0; i < events; i++) {
            drawn[sequence.keyIndex(i)]++;
        }
        return drawn;
    }
}
