package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.result.Unit;

class GateRulesTest {

    @ParameterizedTest
    @CsvSource({"2, 0, 2", "6, 0, 6", "7, 2, 12", "8, 2, 14", "9, 2, 15", "12, 2, 20", "100, 2, 167"})
    void rehearsalsAndExtensionFollowFromTheNumberOfPairs(int pairs, int rehearsals, int mostPairs) {
        GateRules rules = GateRules.DEFAULT.withPairs(pairs);

        assertThat(rules.pairs()).isEqualTo(pairs);
        assertThat(rules.rehearsals()).isEqualTo(rehearsals);
        assertThat(rules.mostPairs()).isEqualTo(mostPairs);
    }

    @Test
    void limitsMayBeEqualAndNoneMayBeMissing() {
        GateRules rules = new GateRules(1.2, 1.2, 1.2, Duration.ZERO, 2);
        assertThat(rules.threshold(GateMetric.P50)).isEqualTo(1.2);
        assertThat(rules.threshold(GateMetric.P99)).isEqualTo(1.2);
        assertThatThrownBy(() -> new GateRules(1.2, 1.3, 1.25, Duration.ZERO, 2))
                .hasMessageContaining("threshold <= p99Threshold <= passBelow");
        assertThatThrownBy(() -> new GateRules(1.2, 1.2, Double.POSITIVE_INFINITY, Duration.ZERO, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GateRules(1.2, 1.2, 1.2, Duration.ofNanos(-1), 2))
                .hasMessage("minimumChange must be zero or more, got PT-0.000000001S");
        assertThatThrownBy(() -> new GateRules(1.2, 1.2, 1.2, null, 2)).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @CsvSource({"P50, true, true", "P90, true, true", "P99, true, true", "THROUGHPUT, true, false", "P999, false, true"
    })
    void whatIsJudgedAndWhichWayIsWorse(GateMetric metric, boolean judged, boolean latency) {
        assertThat(metric.judged()).isEqualTo(judged);
        assertThat(metric.latency()).isEqualTo(latency);
        assertThat(metric.unit()).isEqualTo(latency ? Unit.NANOSECONDS : Unit.PER_SECOND);
        assertThat(metric.ratio(2, 3)).isEqualTo(latency ? 1.5 : 2 / 3.0);
    }
}
