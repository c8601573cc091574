package org.keyedstatebench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestDelayTest {

    @Test
    void theKeyIsTakenOutOfWhatTheEngineIsTold() {
        Map<String, String> config = Map.of(TestDelay.KEY, "10ms", "a", "b");
        assertThat(TestDelay.of(config)).isEqualTo(Duration.ofMillis(10));
        assertThat(TestDelay.without(config)).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void withoutTheKeyThereIsNoDelay() {
        assertThat(TestDelay.of(Map.of("a", "b"))).isZero();
    }

    @Test
    void aValueThatIsNoDurationIsRefusedByItsKey() {
        assertThatThrownBy(() -> TestDelay.of(Map.of(TestDelay.KEY, "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TestDelay.KEY)
                .hasMessageContaining("soon");
    }
}
