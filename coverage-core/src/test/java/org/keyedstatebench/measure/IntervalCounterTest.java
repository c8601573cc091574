package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalCounterTest {

    private final List<Long> intervals = new ArrayList<>();

    @Test
    void countsPerIntervalAndShowsEmptyOnes() {
        IntervalCounter counter = new IntervalCounter(1000, 1500, 100, intervals::add);
        counter.add(900, 7);
        counter.add(1000, 1);
        counter.add(1099, 2);
        counter.add(1350, 5);
        counter.finish();
        assertThat(intervals).containsExactly(3L, 0L, 0L, 5L, 0L);
        assertThat(counter.perSecond()).isCloseTo(8 / 500e-9, withinPercentage(1e-9));
    }

    @Test
    void whatComesBehindTheLastIntervalDoesNotCount() {
        IntervalCounter counter = new IntervalCounter(0, 250, 100, intervals::add);
        counter.add(199, 1);
        counter.add(200, 1);
        counter.add(9999, 1);
        counter.finish();
        assertThat(intervals).containsExactly(0L, 1L);
        assertThat(counter.perSecond()).isCloseTo(1 / 200e-9, withinPercentage(1e-9));
    }

    @Test
    void withoutAWholeIntervalNothingCounts() {
        IntervalCounter counter = new IntervalCounter(0, 99, 100, intervals::add);
        counter.add(50, 3);
        counter.finish();
        assertThat(intervals).isEmpty();
        assertThat(counter.perSecond()).isZero();
    }
}
