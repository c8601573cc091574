package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.Unit;

class MetricTest {

    private static TrialResult used(Double cpuMicrosPerEvent, Long gcPauseTotalMs, Double seconds) {
        return new BareTrial(1)
                .used(new ResourceUse(
                        null,
                        cpuMicrosPerEvent,
                        null,
                        null,
                        null,
                        gcPauseTotalMs,
                        null,
                        null,
                        null,
                        null,
                        seconds,
                        null,
                        null,
                        null,
                        null,
                        null))
                .build();
    }

    @Test
    void whatACoreCanDoIsTheInverseOfWhatAnEventCosts() {
        assertThat(Metric.EVENTS_PER_CORE_SECOND.of(used(25.0, null, null))).hasValue(40_000);
        assertThat(Metric.EVENTS_PER_CORE_SECOND.of(used(0.0, null, null))).isEmpty();
        assertThat(Metric.EVENTS_PER_CORE_SECOND.of(used(null, null, null))).isEmpty();
    }

    @Test
    void theShareOfCollectionIsThatOfTheWindow() {
        assertThat(Metric.GC_SHARE.of(used(null, 60L, 20.0)).orElseThrow()).isCloseTo(0.003, within(1e-12));
        assertThat(Metric.GC_SHARE.of(used(null, 60L, 0.0))).isEmpty();
        assertThat(Metric.GC_SHARE.of(used(null, null, 20.0))).isEmpty();
        assertThat(Metric.GC_SHARE.of(used(null, 60L, null))).isEmpty();
    }

    @Test
    void everyFigureHasAUnit() {
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(metric.unit()).isNotNull());
        assertThat(Metric.LATENCY_P50.unit()).isEqualTo(Unit.NANOSECONDS);
    }
}
