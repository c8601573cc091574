package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DimensionTest {

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void aDimensionIsFoundByItsWord(Dimension dimension) {
        assertThat(Dimension.parse(dimension.word())).isEqualTo(dimension);
    }

    @Test
    void aWordThatIsNoneIsAnsweredWithAllThatAre() {
        assertThatThrownBy(() -> Dimension.parse("time"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("abstraction, backend, per-record, checkpointing, ttl, timers")
                .hasMessageContaining("'time'");
    }
}
