package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.keyedstatebench.report.Plot.Tick;

/** Places values on a logarithmic axis, as shares of its length. */
public final class LogAxis {

    private static final double MARGIN = 1.15;
    private static final int MANY_DECADES = 3;

    /** Ratios near 1, the ones that matter most first. */
    private static final List<Double> RATIOS = List.of(1.0, 1.25, 2.0, 0.8, 5.0, 0.5, 1.5, 3.0, 1.1, 0.9, 0.67);

    /** Least distance of two labels, as a share of the axis. */
    private static final double TICK_ROOM = 0.05;

    private final double low;
    private final double high;

    /** @param values above zero; the axis has a little room beyond them */
    LogAxis(List<Double> values) {
        low = values.stream().mapToDouble(Double::doubleValue).min().orElse(1) / MARGIN;
        high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1) * MARGIN;
    }

    /** From exactly one value to another, both above zero. */
    LogAxis(double low, double high) {
        this.low = low;
        this.high = high;
    }

    public double of(double value) {
        return Math.log(value / low) / Math.log(high / low);
    }

    /** At powers of ten; on a short axis at 2 and 5 times them too, on a very short one at each digit. */
    List<Tick> ticks() {
        double decades = Math.log10(high / low);
        List<Integer> steps =
                decades > MANY_DECADES ? List.of(1) : decades > 1 ? List.of(1, 2, 5) : List.of(1, 2, 3, 4, 5, 6, 8);
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
            for (int step : steps) {
                double value = step * Math.pow(10, exponent);
                if (value >= low && value <= high) {
                    ticks.add(new Tick(of(value), label(value)));
                }
            }
        }
        return ticks;
    }

    /**
     * Where all is within a decade of one, at what a reader of ratios looks for: where labels would touch, the one that matters less is
     * left out.
     */
    List<Tick> ticksOfRatios() {
        if (of(10) <= 1 || of(0.1) >= 0) {
            return ticks();
        }
        List<Tick> near = new ArrayList<>();
        for (double value : RATIOS) {
            double at = of(value);
            if (at >= 0 && at <= 1 && near.stream().allMatch(tick -> Math.abs(tick.at() - at) >= TICK_ROOM)) {
                near.add(new Tick(at, Figures.exact(value)));
            }
        }
        near.sort(Comparator.comparingDouble(Tick::at));
        return near;
    }

    /** A value of a tick has one digit that says something. */
    private static String label(double value) {
        return value >= 1
                ? Figures.count(Math.round(value))
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(1))
                        .toPlainString();
    }
}
