package org.keyedstatebench.report;

/** How strongly a line is drawn. */
public enum Weight {
    /** The line that matters; it has a label of its own. */
    BOLD,
    /** A line among equals. */
    MEDIUM,
    /** One of several that a bold one sums up. */
    THIN,
    /** A line with a marker at each value. */
    POINTS,
    /** What is neither: a limit, or what was asked for. */
    GUIDE
}
