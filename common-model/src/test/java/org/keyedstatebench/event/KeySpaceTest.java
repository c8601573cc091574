package org.keyedstatebench.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpaceTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 99, 1234567, 9_999_999})
    void indexIsTheInverseOfName(int index) {
        assertThat(KeySpace.index(KeySpace.name(index))).isEqualTo(index);
        assertThat(new String(KeySpace.nameBytes(index), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(KeySpace.name(index));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "key-", "key-x", "key--1", "key-01", "kei-1", "probe-0", "key-1 ", "key-123456789012345"})
    void whatIsNoNameHasNoIndex(String name) {
        assertThat(KeySpace.index(name)).isEqualTo(-1);
    }

    @Test
    void impossibleKeySpacesAreRefused() {
        assertThatThrownBy(() -> KeySpace.uniform(0)).hasMessageContaining("1 to 10000000, got 0");
        assertThatThrownBy(() -> KeySpace.uniform(10_000_001)).hasMessageContaining("got 10000001");
        assertThatThrownBy(() -> KeySpace.zipf(10, 0)).hasMessageContaining("exponent");
        assertThatThrownBy(() -> KeySpace.zipf(10, Double.NaN)).hasMessageContaining("exponent");
    }
}
