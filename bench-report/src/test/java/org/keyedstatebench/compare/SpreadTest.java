package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void anOddNumberOfValuesHasAMiddleOne() {
        assertThat(Spread.median(List.of(30.0, 1.0, 2.0))).isEqualTo(2);
    }

    @Test
    void anEvenNumberOfValuesHasTheMeanOfTheTwoMiddleOnes() {
        assertThat(Spread.median(List.of(4.0, 100.0, 1.0, 2.0))).isEqualTo(3);
    }

    @Test
    void noValuesHaveNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.median(List.of()));
    }

    @Test
    void aSpreadKnowsMiddleEndsAndNumber() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).contains(new Spread(3, 1, 5, 3));
        assertThat(Spread.of(List.of())).isEmpty();
    }
}
