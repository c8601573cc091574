package org.keyedstatebench.report;

/**
 * How what belongs to a variant looks, the same everywhere.
 *
 * @param hue number of a colour: one per engine
 * @param pattern number of a dash and marker: one per variant of an engine
 */
public record Look(int hue, int pattern) {}
