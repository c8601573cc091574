package org.keyedstatebench.report;

import java.util.NavigableMap;

/**
 * One figure at each x at which it is known.
 *
 * @param label name; empty for a line that needs none
 * @param header of its column where the lines are a table
 * @param values by x; NaN, too, is none
 */
public record Line(String label, String header, Look look, Weight weight, NavigableMap<Double, Double> values) {}
