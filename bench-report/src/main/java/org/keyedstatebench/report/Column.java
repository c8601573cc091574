package org.keyedstatebench.report;

/**
 * A column of a table.
 *
 * @param header with the unit
 * @param numeric whether it is aligned to the right
 */
public record Column(String header, boolean numeric) {
    static Column text(String header) {
        return new Column(header, false);
    }

    static Column number(String header) {
        return new Column(header, true);
    }
}
