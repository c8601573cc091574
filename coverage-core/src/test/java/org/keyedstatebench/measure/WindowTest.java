package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void holdsItsFirstIndexAndNotTheOneBehindItsLast() {
        Window window = new Window(10, 20, 0, 0);
        assertThat(window.size()).isEqualTo(10);
        assertThat(window.contains(9)).isFalse();
        assertThat(window.contains(10)).isTrue();
        assertThat(window.contains(19)).isTrue();
        assertThat(window.contains(20)).isFalse();
    }

    @Test
    void mayBeEmptyButNotTurnedRound() {
        assertThat(new Window(0, 0, 0, 0).size()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(-1, 0, 0, 0));
    }
}
