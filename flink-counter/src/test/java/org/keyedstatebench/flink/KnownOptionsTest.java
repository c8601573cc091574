package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownOptionsTest {

    private final KnownOptions options = KnownOptions.onClassPath();

    @Test
    void theOptionsOfCoreAndOfTheStateBackendsAreFound() {
        assertThat(options.size()).isGreaterThan(400);
        assertThatCode(() -> options.check(Map.of(
                        "execution.buffer-timeout.interval", "0 ms",
                        "pipeline.object-reuse", "true",
                        "execution.checkpointing.incremental", "true",
                        "state.backend.rocksdb.writebuffer.size", "64mb",
                        "state.backend.rocksdb.timer-service.factory", "HEAP",
                        "taskmanager.memory.managed.size", "256mb",
                        "rest.port", "0")))
                .doesNotThrowAnyException();
    }

    @Test
    void aMisspelledKeyIsRefusedWithTheKeyThatWasMeant() {
        assertThatThrownBy(() -> options.check(Map.of("execution.bufer-timeout.interval", "0 ms")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'execution.bufer-timeout.interval'")
                .hasMessageContaining("similar options: execution.buffer-timeout.interval");
    }

    @Test
    void aValueThatFlinkCannotReadIsRefused() {
        assertThatThrownBy(() -> options.check(Map.of("execution.buffer-timeout.interval", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution.buffer-timeout.interval")
                .hasMessageContaining("soon");
    }

    @Test
    void aFormerNameOfAnOptionIsKnown() {
        assertThatCode(() -> options.check(Map.of("state.backend.incremental", "true")))
                .doesNotThrowAnyException();
    }

    @Test
    void anEntryOfAnOptionThatHoldsAMapIsKnown() {
        assertThatCode(() -> options.check(Map.of("pipeline.global-job-parameters.team", "a")))
                .doesNotThrowAnyException();
    }

    @Test
    void theEndOfAReporterOptionAloneIsNoKey() {
        assertThatThrownBy(() -> options.check(Map.of("factory.class", "Any")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOptionOfAConnectorIsNoKeyOfAJob() {
        assertThatThrownBy(() -> options.check(Map.of("partition.discovery.interval.ms", "10")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
