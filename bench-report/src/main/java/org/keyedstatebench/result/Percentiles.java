package org.keyedstatebench.result;

import org.HdrHistogram.Histogram;

/**
 * A distribution in a few numbers, all in the unit of the histogram that they come from (the field's name says which).
 *
 * @param count recorded values; 0 means that all else is 0 and says nothing
 */
public record Percentiles(long count, long min, long p50, long p90, long p99, long p999, long max, double mean) {

    public static Percentiles of(Histogram histogram) {
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getMinValue(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue(),
                histogram.getMean());
    }
}
