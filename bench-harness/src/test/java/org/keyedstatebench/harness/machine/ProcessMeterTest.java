package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessMeterTest {

    @Test
    void thisProcessHasUsedSomething() {
        ProcessMeter meter = ProcessMeter.of(ProcessHandle.current().pid());
        assertThat(meter.use()).isEqualTo(new ProcessMeter.Use(0.0, 0L, 0L, null));

        meter.sample();

        assertThat(meter.use().cpuSeconds()).isPositive();
        assertThat(meter.use().rssBytes())
                .isGreaterThan(1L << 20)
                .isEqualTo(meter.use().peakRssBytes());
        assertThat(meter.use().writtenBytes())
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        written -> assertThat(written).isNotNegative());
    }

    @Test
    @Timeout(60)
    void aProcessThatHasEndedKeepsItsLastValues() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessMeter meter = ProcessMeter.of(process.pid());
        meter.sample();
        long before = meter.use().rssBytes();
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        meter.sample();

        assertThat(meter.use().cpuSeconds()).isNotNegative();
        assertThat(meter.use().rssBytes()).isEqualTo(before).isPositive();
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
            assertThat(tree.use().rssBytes()).isGreaterThan(alone.use().rssBytes());

            double before = tree.use().cpuSeconds();
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.waitFor(20, TimeUnit.SECONDS);
            tree.sample();
            assertThat(tree.use().cpuSeconds()).isGreaterThanOrEqualTo(before);
            assertThat(tree.use().peakRssBytes()).isGreaterThan(alone.use().peakRssBytes());
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}
