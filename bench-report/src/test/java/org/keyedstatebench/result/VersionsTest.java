package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.DescribedEngines;

class VersionsTest {

    @Test
    void mavenWritesTheVersionsAndEnginesTellTheirs() {
        assertThat(Versions.with(DescribedEngines.ALL))
                .containsEntry("kafka-streams", "1")
                .containsKeys("flink", "flink.kafka", "spark");
        assertThat(Versions.with(List.of()))
                .containsOnlyKeys("suite", "kafka-broker", "kafka-clients")
                .allSatisfy((name, version) -> assertThat(version).matches("\\d.*"));
    }
}
