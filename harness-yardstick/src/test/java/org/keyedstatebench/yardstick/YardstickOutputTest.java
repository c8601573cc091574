package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.harness.engine.EngineException;

/** What the processes beside the harness say. */
class YardstickOutputTest {

    @Test
    void theRateOfTheGeneratorIsTheRateAndNotTheNumberOfEvents() {
        String said = "sent 4,000,000 events in 5.00 s, 0 failed\nrate 800,000 events/s, acks=all\n";
        assertThat(FullSpeedProcess.rateIn(said, FullSpeedProcess.GENERATOR_RATE))
                .isEqualTo(800_000);
    }

    @Test
    void theRateOfKafkasToolIsThatOfTheSteadyState() {
        String said = """
                1500000 records sent, 299880.0 records/sec (32.89 MB/sec), 10.1 ms avg latency, 200.0 ms max latency.
                6000000 records sent, 500000.0 records/sec (54.84 MB/sec), 9.10 ms avg latency, 401.00 ms max latency, 3 ms 50th, 8 ms 95th, 9 ms 99th, 10 ms 99.9th.
                4000000 steady state records sent, 612345.678 records/sec (67.16 MB/sec), 8.99 ms avg latency, 10.00 ms max latency, 2 ms 50th, 7 ms 95th, 8 ms 99th, 9 ms 99.9th.
                """;
        assertThat(FullSpeedProcess.rateIn(said, FullSpeedProcess.KAFKA_TOOL_RATE))
                .isEqualTo(612_345.678);
    }

    @Test
    void outputWithoutARateIsShown() {
        assertThatThrownBy(() -> FullSpeedProcess.rateIn("no brokers\n", FullSpeedProcess.KAFKA_TOOL_RATE))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("steady state")
                .hasMessageEndingWith("got: no brokers");
    }

    @Test
    void coresAreCpuSecondsPerSecond() {
        assertThat(BareClientsProcess.cores("1.250000 50000 49990", 5)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1.25 50000 0", "1.25 50000", "Exception in thread main", "-1.25 1 1"})
    void cpuWithoutRowsIsNoFigure(String line) {
        assertThatThrownBy(() -> BareClientsProcess.cores(line, 5))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("got '" + line + "'");
    }
}
