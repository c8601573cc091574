package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.KeySpace;

class ProbeTest {

    @Test
    void everyPartitionGetsOneProbe() {
        List<Event> probes = Probe.forPartitions(7, 0);
        assertThat(probes)
                .hasSize(7)
                .extracting(Event::key)
                .doesNotHaveDuplicates()
                .allMatch(Probe::isProbe);
        for (int partition = 0; partition < 7; partition++) {
            byte[] key = probes.get(partition).key().getBytes(StandardCharsets.UTF_8);
            assertThat(Utils.toPositive(Utils.murmur2(key)) % 7).isEqualTo(partition);
        }
    }

    @Test
    void noKeyOfTheWorkloadIsAProbe() {
        assertThat(Probe.isProbe(KeySpace.name(0))).isFalse();
    }
}
