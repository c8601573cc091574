package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemoteUseTest {

    @Test
    void whatWasUsedBeforeIsLeftOutAndWhatALostProcessUsedIsKept() {
        RemoteUse.Total total = new RemoteUse.Total();
        assertThat(total.with(null)).as("nobody has told yet").isNull();
        assertThat(total.with(100.0)).isZero();
        assertThat(total.with(150.0)).isEqualTo(50);
        assertThat(total.with(20.0)).as("a process is gone").isEqualTo(50);
        assertThat(total.with(60.0)).isEqualTo(90);
        assertThat(total.with(null)).as("another one has not told yet").isEqualTo(90);
    }
}
