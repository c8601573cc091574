package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines: at its own line breaks, at spaces, and within a word only if the word is wider than the line. */
final class Wrap {

    private Wrap() {}

    /** The text's own lines without control characters, at least one. */
    static List<String> clean(String text) {
        List<String> lines = text.lines().map(PlainText::line).toList();
        return lines.isEmpty() ? List.of("") : lines;
    }

    /** @param width characters, at least 1 */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        clean(text).forEach(line -> wrap(line, width, lines));
        return lines;
    }

    private static void wrap(String line, int width, List<String> lines) {
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
}
