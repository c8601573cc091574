package org.keyedstatebench.report;

import java.util.List;

/**
 * @param label with the unit, and the word log where the scale is
 * @param scale of the values
 * @param room values that the axis reaches whatever is drawn, so that plots can be compared; mostly none
 */
public record Axis(String label, Plot.Scale scale, List<Double> room) {

    static Axis linear(String label) {
        return new Axis(label, Plot.Scale.LINEAR, List.of());
    }

    static Axis log(String label, Double... room) {
        return new Axis(label + ", log", Plot.Scale.LOG, List.of(room));
    }
}
