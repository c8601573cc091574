package org.keyedstatebench.report;

import java.util.regex.Pattern;

/** Takes from foreign text what is no text: an engine's message must not move a cursor, change a colour or swap letters. */
final class PlainText {

    private static final Pattern BREAKS = Pattern.compile("\\r\\n?|\\n|\\t");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {}

    /** The text in one line, without control characters. */
    static String line(String text) {
        return CONTROL.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("");
    }
}
