package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tables back from what the renderers wrote, as rows of cells without white space, headers left out. */
final class RenderedTables {

    private static final Pattern RULE = Pattern.compile("─+(  ─+)*");
    private static final Pattern DASHES = Pattern.compile("─+");
    private static final Pattern BODY = Pattern.compile("(?s)<tbody>(.*?)</tbody>");
    private static final Pattern ROW = Pattern.compile("(?s)<tr>(.*?)</tr>");
    private static final Pattern CELL = Pattern.compile("(?s)<td[^>]*>(.*?)</td>");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

    private RenderedTables() {}

    /** Text without white space: wrapping may put a line break anywhere. */
    static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    static List<List<List<String>>> ofTerminal(String report) {
        List<List<List<String>>> tables = new ArrayList<>();
        List<String> lines = report.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (RULE.matcher(lines.get(i)).matches()) {
                tables.add(terminalRows(lines.get(i), lines.subList(i + 1, lines.size())));
            }
        }
        return tables;
    }

    static List<List<List<String>>> ofMarkdown(String report) {
        List<List<List<String>>> tables = new ArrayList<>();
        List<List<String>> table = null;
        for (String line : report.lines().toList()) {
            if (!line.startsWith("|")) {
                table = null;
            } else if (line.contains("---")) {
                table = new ArrayList<>();
                tables.add(table);
            } else if (table != null) {
                table.add(markdownCells(line));
            }
        }
        return tables;
    }

    static List<List<List<String>>> ofHtml(String report) {
        List<List<List<String>>> tables = new ArrayList<>();
        Matcher body = BODY.matcher(report);
        while (body.find()) {
            tables.add(parts(ROW, body.group(1)).stream()
                    .map(row -> parts(CELL, row).stream()
                            .map(cell -> bare(htmlText(cell)))
                            .toList())
                    .toList());
        }
        return tables;
    }

    /** What a reader sees of a piece of HTML, without the files behind a cell and the signs that repeat a colour. */
    static String htmlText(String html) {
        return html.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "")
                .replaceAll("(?s)<details class=\"evidence\">.*?</details>", "")
                .replaceAll("(?s)<span class=\"sign\".*?</span>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    static String markdownText(String markdown) {
        return markdown.replaceAll("\\\\(.)", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#64;", "@")
                .replace("&amp;", "&");
    }

    private static List<String> parts(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<List<String>> terminalRows(String rule, List<String> lines) {
        List<int[]> spans = new ArrayList<>();
        Matcher dashes = DASHES.matcher(rule);
        while (dashes.find()) {
            spans.add(new int[] {dashes.start(), dashes.end()});
        }
        List<String> body = lines.stream().takeWhile(line -> !line.isBlank()).toList();
        boolean parted = body.stream().anyMatch(line -> line.startsWith("┈"));
        List<List<String>> rows = new ArrayList<>();
        boolean begins = true;
        for (String line : body) {
            if (line.startsWith("┈")) {
                begins = true;
                continue;
            }
            List<String> parts =
                    spans.stream().map(span -> bare(cut(line, span))).toList();
            if (begins || (!parted && !parts.get(0).isEmpty())) {
                rows.add(parts);
                begins = false;
            } else {
                List<String> above = rows.remove(rows.size() - 1);
                List<String> joined = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    joined.add(above.get(i) + parts.get(i));
                }
                rows.add(joined);
            }
        }
        return rows;
    }

    private static String cut(String line, int[] span) {
        return line.length() <= span[0] ? "" : line.substring(span[0], Math.min(span[1], line.length()));
    }

    private static List<String> markdownCells(String line) {
        String[] parts = BAR.split(line, -1);
        return Arrays.stream(parts, 1, parts.length - 1)
                .map(part -> part.replace("<br>", " ")
                        .replaceAll("\\\\(.)", "$1")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&#64;", "@")
                        .replace("&amp;", "&"))
                .map(RenderedTables::bare)
                .toList();
    }
}
