package org.keyedstatebench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.result.Unit;

/** Writes numbers for people: three significant digits, a unit that fits, the same way in every report. */
final class Figures {

    static final String NONE = "–";

    /** Where the engine's processes are out of reach, and it does not tell either. */
    static final String NOT_MEASURABLE = "not measurable here";

    static final double NANOS_PER_MILLI = 1e6;
    static final double BYTES_PER_MIB = 1 << 20;

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

    private Figures() {}

    /** Three significant digits, with commas between thousands: 1.82, 254, 16,300; a small whole number stays one: 4. */
    static String digits(double value) {
        BigDecimal rounded = rounded(value);
        // A median of logarithms misses a whole number by a few units in the last place.
        boolean whole = Math.abs(value - Math.rint(value)) <= 1e-12 * Math.abs(value);
        int decimals = whole ? 0 : Math.max(0, 2 - exponent(rounded));
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** The same, or that there is none: for a value that is {@code null} or not a number. */
    static String digitsOrNone(Number value, double scale) {
        return value == null || Double.isNaN(value.doubleValue()) ? NONE : digits(value.doubleValue() / scale);
    }

    /** One figure, or two with a word between them if they look different: 2, or 2 to 3. */
    static String range(double low, double high, String between) {
        String lowText = digits(low);
        String highText = digits(high);
        return lowText.equals(highText) ? lowText : lowText + between + highText;
    }

    /** All digits, for what is counted exactly. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Every digit, for a program. */
    static String exact(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** A duration given in nanoseconds, in ns, µs, ms or s. */
    static String time(double nanos) {
        return inUnit(rounded(nanos).doubleValue(), 1000, List.of(" ns", " µs", " ms", " s"));
    }

    static String bytes(double bytes) {
        return inUnit(bytes, 1024, List.of(" B", " KiB", " MiB", " GiB"));
    }

    /** In the first of the units in which it has three digits before the point at most. */
    private static String inUnit(double value, int step, List<String> units) {
        return value < 1000 || units.size() == 1
                ? digits(value) + units.get(0)
                : inUnit(value / step, step, units.subList(1, units.size()));
    }

    /** A part of one, in per cent: 0.9614 is 96.1 %. */
    static String percent(double share) {
        return rounded(share * 100).stripTrailingZeros().toPlainString() + " %";
    }

    static String of(double value, Unit unit) {
        return switch (unit) {
            case NANOSECONDS -> time(value);
            case MICROSECONDS -> time(value * 1e3);
            case MILLISECONDS -> time(value * 1e6);
            case BYTES -> bytes(value);
            case PER_SECOND -> digits(value) + " events/s";
            case COUNT, PER_EVENT, RATIO -> digits(value);
            case SHARE -> percent(value);
        };
    }

    /** The median and, of several trials that differ, the range: 4.51 (4.30–4.92). */
    static String spread(Spread spread, double scale) {
        String median = digits(spread.median() / scale);
        String range = range(spread.min() / scale, spread.max() / scale, "–");
        return range.equals(median) ? median : median + " (" + range + ")";
    }

    /** The ratio and its interval: 2.48 (2.11–2.90), with ≈ behind it if the interval includes 1. */
    static String ratio(PairedRatio ratio) {
        String median = digits(ratio.median());
        if (ratio.interval().isEmpty()) {
            return median;
        }
        MedianInterval interval = ratio.interval().get();
        String text = median + " (" + digits(interval.low()) + "–" + digits(interval.high()) + ")";
        return ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE ? text + " ≈" : text;
    }

    /** Of the first digit: 0 for 1.82, 2 for 254, -1 for 0.5. */
    private static int exponent(BigDecimal value) {
        return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(THREE_DIGITS);
    }
}
