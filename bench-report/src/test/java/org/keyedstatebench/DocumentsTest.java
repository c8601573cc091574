package org.keyedstatebench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads on, arrives: links between the project's pages lead somewhere, and its first page stays short. */
class DocumentsTest {

    private static final int MOST_LINES_OF_THE_README = 150;

    private static final Set<String> NOT_OURS = Set.of("target", "runs", ".git", "node_modules");

    /** Also of a picture; the first group is where it leads. */
    private static final Pattern LINK = Pattern.compile("]\\(<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)");

    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z][a-z+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?)(?: +#+)?$");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```+|~~~+).*");

    @Test
    void everyLinkOfEveryPageLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = pages();
        for (Path page : pages) {
            Matcher link = LINK.matcher(String.join("\n", prose(page)).replaceAll("`[^`\n]*`", ""));
            while (link.find()) {
                String to = link.group(1);
                if (!ELSEWHERE.matcher(to).matches() && !resolves(page, to)) {
                    broken.add(Checkout.HOME.relativize(page) + ": " + to);
                }
            }
        }
        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void theReadmeIsReadInAFewMinutes() throws IOException {
        assertThat(Files.readAllLines(Checkout.HOME.resolve("README.md")))
                .as("lines of README.md; what does not fit belongs to docs/")
                .hasSizeLessThanOrEqualTo(MOST_LINES_OF_THE_README);
    }

    private static boolean resolves(Path page, String to) throws IOException {
        String[] parts = to.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target) || !target.startsWith(Checkout.HOME)) {
            return false;
        }
        return parts.length == 1
                || (target.toString().endsWith(".md") && anchors(target).contains(parts[1]));
    }

    /** As GitHub makes them from headings: of headings that read the same, all but the first have a number. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose(page)) {
            ANCHOR.matcher(line).results().forEach(anchor -> anchors.add(anchor.group(1)));
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** The lines of a page that are not code. */
    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        String fence = null;
        for (String line : Files.readAllLines(page)) {
            Matcher mark = FENCE.matcher(line);
            if (mark.matches() && (fence == null || line.strip().equals(fence))) {
                fence = fence == null ? mark.group(1) : null;
            } else if (fence == null) {
                prose.add(line);
            }
        }
        return prose;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        collect(Checkout.HOME, pages);
        return pages;
    }

    private static void collect(Path folder, List<Path> pages) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                    if (!NOT_OURS.contains(name)) {
                        collect(entry, pages);
                    }
                } else if (name.endsWith(".md")) {
                    pages.add(entry);
                }
            }
        }
    }
}
