package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowLatenciesTest {

    @Test
    void everyCoveredEventIsEitherInsideOrOutside() {
        WindowLatencies latencies = new WindowLatencies(new Window(10, 20, 0, 0));
        for (long event = 0; event < 19; event++) {
            latencies.covered(event, event * 1_000_000);
        }
        List<Window> stretches = List.of(
                new Window(5, 12, 0, 0), new Window(11, 13, 0, 0), new Window(18, 99, 0, 0), new Window(15, 15, 0, 0));

        var inside = latencies.split(stretches, true);
        var outside = latencies.split(stretches, false);

        // Events 10, 11, 12 and 18; event 19 was never covered.
        assertThat(inside.getTotalCount()).isEqualTo(4);
        assertThat(outside.getTotalCount()).isEqualTo(5);
        assertThat(outside.getMinValue()).isBetween(12_900_000L, 13_100_000L);
        assertThat(outside.getMaxValue()).isBetween(16_900_000L, 17_100_000L);
    }
}
