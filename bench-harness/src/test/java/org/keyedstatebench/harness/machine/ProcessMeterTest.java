package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessMeterTest {

    @Test
    void thisProcessHasUsedSomething() {
        ProcessMeter meter = new ProcessMeter(ProcessHandle.current().pid());
        assertThat(meter.cpuSeconds()).isEmpty();

        meter.sample();

        assertThat(meter.cpuSeconds().orElseThrow()).isPositive();
        assertThat(meter.rssBytes()).isGreaterThan(1L << 20).isEqualTo(meter.peakRssBytes());
        assertThat(meter.writtenBytes().orElse(0)).isNotNegative();
    }

    @Test
    @Timeout(60)
    void aProcessThatHasEndedKeepsItsLastValues() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessMeter meter = new ProcessMeter(process.pid());
        meter.sample();
        long before = meter.rssBytes();
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        meter.sample();

        assertThat(meter.cpuSeconds()).isPresent();
        assertThat(meter.rssBytes()).isEqualTo(before).isPositive();
    }
}
