package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessMeterTest {

    @Test
    void thisProcessHasUsedSomething() {
        ProcessMeter meter = ProcessMeter.of(ProcessHandle.current().pid());
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
        ProcessMeter meter = ProcessMeter.of(process.pid());
        meter.sample();
        long before = meter.rssBytes();
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        meter.sample();

        assertThat(meter.cpuSeconds()).isPresent();
        assertThat(meter.rssBytes()).isEqualTo(before).isPositive();
    }

    @Test
    @Timeout(60)
    void ofATreeWhatWasStartedCountsToo() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 61").start();
        try {
            while (parent.descendants().count() < 2) {
                Thread.sleep(20);
            }
            ProcessMeter alone = ProcessMeter.of(parent.pid());
            ProcessMeter tree = ProcessMeter.ofTree(parent.pid());
            alone.sample();
            tree.sample();
            assertThat(tree.rssBytes()).isGreaterThan(alone.rssBytes());

            double before = tree.cpuSeconds().orElseThrow();
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.waitFor(20, TimeUnit.SECONDS);
            tree.sample();
            assertThat(tree.cpuSeconds().orElseThrow()).isGreaterThanOrEqualTo(before);
            assertThat(tree.peakRssBytes()).isGreaterThan(alone.peakRssBytes());
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}
