package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes from foreign text what is no text: an engine's message must not move a cursor, change a colour or swap letters. */
public final class PlainText {

    private static final Pattern BREAKS = Pattern.compile("\\r\\n?|\\n|\\t");
    /** Control characters, and what no document in XML may contain, not even escaped: halves of characters and non-characters. */
    private static final Pattern NO_TEXT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {}

    /** The text in one line, without control characters. */
    public static String line(String text) {
        return NO_TEXT.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("");
    }

    /** The text's own lines without control characters, at least one. */
    public static List<String> lines(String text) {
        List<String> lines = text.lines().map(PlainText::line).toList();
        return lines.isEmpty() ? List.of("") : lines;
    }

    /**
     * The text's own lines, broken at spaces where they are too wide, and within a word only if the word is wider than a line.
     *
     * @param width characters, at least 1
     */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : lines(text)) {
            StringBuilder current = new StringBuilder();
            for (String word : line.split(" ", -1)) {
                String rest = word;
                if (!current.isEmpty() && current.length() + 1 + rest.length() > width) {
                    lines.add(current.toString());
                    current.setLength(0);
                }
                while (rest.length() > width) {
                    lines.add(rest.substring(0, width));
                    rest = rest.substring(width);
                }
                current.append(current.isEmpty() ? "" : " ").append(rest);
            }
            lines.add(current.toString());
        }
        return lines;
    }
}
