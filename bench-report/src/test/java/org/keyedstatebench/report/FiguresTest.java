package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.Spread;

class FiguresTest {

    @Test
    void aNumberHasThreeSignificantDigits() {
        assertThat(Figures.digits(1.8249)).isEqualTo("1.82");
        assertThat(Figures.digits(4.2)).isEqualTo("4.20");
        assertThat(Figures.digits(2.5)).isEqualTo("2.50");
        assertThat(Figures.digits(254.4)).isEqualTo("254");
        assertThat(Figures.digits(16_349.5)).isEqualTo("16,300");
        assertThat(Figures.digits(0.00012345)).isEqualTo("0.000123");
        assertThat(Figures.digits(9.999)).isEqualTo("10.0");
    }

    @Test
    void aWholeNumberHasNoDecimals() {
        assertThat(Figures.digits(4)).isEqualTo("4");
        assertThat(Figures.digits(0)).isEqualTo("0");
        assertThat(Figures.digits(123_456)).isEqualTo("123,000");
    }

    @Test
    void whatIsCountedKeepsAllItsDigits() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void aTimeHasTheUnitThatFits() {
        assertThat(Figures.time(38)).isEqualTo("38 ns");
        assertThat(Figures.time(712_345)).isEqualTo("712 µs");
        assertThat(Figures.time(4_512_345)).isEqualTo("4.51 ms");
        assertThat(Figures.time(5_230_000_000d)).isEqualTo("5.23 s");
    }

    @Test
    void aTimeThatIsRoundedUpToTheNextUnitHasThatUnit() {
        assertThat(Figures.time(999_999)).isEqualTo("1 ms");
        assertThat(Figures.time(999_600_000)).isEqualTo("1 s");
    }

    @Test
    void bytesAreInPowersOf1024() {
        assertThat(Figures.bytes(512)).isEqualTo("512 B");
        assertThat(Figures.bytes(9_120)).isEqualTo("8.91 KiB");
        assertThat(Figures.bytes(600 << 20)).isEqualTo("600 MiB");
        assertThat(Figures.bytes(24L * 1024 * 1024 * 1024)).isEqualTo("24 GiB");
    }

    @Test
    void aCoverageIsInPerCent() {
        assertThat(Figures.percent(0.75)).isEqualTo("75 %");
        assertThat(Figures.percent(0.9375)).isEqualTo("93.8 %");
        assertThat(Figures.percent(0.96142578125)).isEqualTo("96.1 %");
    }

    @Test
    void aRangeIsGivenWhereItCanBeSeen() {
        assertThat(Figures.spread(new Spread(4.5, 4.25, 5, 3), 1)).isEqualTo("4.50 (4.25–5)");
        assertThat(Figures.spread(new Spread(9_999.6, 9_999.5, 9_999.7, 3), 1)).isEqualTo("10,000");
        assertThat(Figures.spread(new Spread(7, 7, 7, 1), 1)).isEqualTo("7");
    }

    @Test
    void aRatioShowsWhenItSaysNothing() {
        var interval = new MedianInterval(0.9, 1.125, 1, 0.75);

        assertThat(Figures.ratio(new PairedRatio(Map.of(1, 1.0), 1.03, Optional.of(interval))))
                .isEqualTo("1.03 (0.900–1.13) ≈");
        assertThat(Figures.ratio(new PairedRatio(Map.of(1, 62.04), 62.04, Optional.empty())))
                .isEqualTo("62.0");
    }
}
