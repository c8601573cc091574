package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a machine costs, so that what engines use of it can be told in money. The currency is whatever the user has in mind.
 *
 * @param perCpuHour of one processor
 * @param perGbHour of 2^30 bytes of memory; {@code null} if memory is not paid for
 */
public record Price(BigDecimal perCpuHour, BigDecimal perGbHour) {

    private static final String AMOUNT = "(\\d{1,6}(?:\\.\\d{1,9})?)";
    private static final Pattern FORM =
            Pattern.compile(AMOUNT + "/cpu-hour(?:\\s*,\\s*" + AMOUNT + "/gb-hour)?", Pattern.CASE_INSENSITIVE);
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double BYTES_PER_GB = 1 << 30;

    /** @throws IllegalArgumentException with one sentence, if the text is no price */
    @JsonCreator
    public static Price parse(String text) {
        Matcher price = FORM.matcher(text.strip());
        if (!price.matches()) {
            throw new IllegalArgumentException(
                    "price: expected one such as 0.04/cpu-hour or 0.04/cpu-hour,0.005/gb-hour, got '" + text + "'");
        }
        return new Price(
                new BigDecimal(price.group(1)), price.group(2) == null ? null : new BigDecimal(price.group(2)));
    }

    public double ofCpu(double seconds) {
        return perCpuHour.doubleValue() * seconds / SECONDS_PER_HOUR;
    }

    /** 0 if memory is not paid for. */
    public double ofMemory(double bytes, double seconds) {
        return perGbHour == null ? 0 : perGbHour.doubleValue() * bytes / BYTES_PER_GB * seconds / SECONDS_PER_HOUR;
    }

    /** As people type it. */
    @JsonValue
    @Override
    public String toString() {
        return perCpuHour.toPlainString() + "/cpu-hour"
                + (perGbHour == null ? "" : "," + perGbHour.toPlainString() + "/gb-hour");
    }
}
