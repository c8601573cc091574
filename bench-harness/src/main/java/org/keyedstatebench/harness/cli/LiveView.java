package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.RunListener.Progress;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What a run looks like at this moment, as lines that fit a terminal. Knows no terminal: it takes figures and gives text. Not
 * thread-safe.
 */
final class LiveView {

    /** Seconds that the row of bars shows at most. */
    static final int HISTORY = 60;

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String GAP = "  ";
    /** Bars show ratios; a smaller one than this fills no more than a part of their height. */
    private static final double LEAST_RATIO = 4;

    private static final int FEWEST_BARS = 8;

    private final boolean colour;
    private final Deque<Long> medians = new ArrayDeque<>();
    private PlannedTrial trial;

    /** @param colour whether to use bold and faint letters; without, the text has no escape sequence at all */
    LiveView(boolean colour) {
        this.colour = colour;
    }

    /**
     * The view after one more second.
     *
     * @param trials number of trials of the whole run
     * @param width columns that a line may take
     * @return two lines; each is cut to the width
     */
    List<String> next(Progress now, int trials, int width) {
        if (!now.trial().equals(trial)) {
            trial = now.trial();
            medians.clear();
        }
        medians.addLast(now.p50Ns());
        if (medians.size() > HISTORY) {
            medians.removeFirst();
        }
        return List.of(where(now, trials, width), figures(now, width));
    }

    /** Which trial, which phase, how long still. */
    private String where(Progress now, int trials, int width) {
        String left = text(now.remaining()) + " left";
        String shortest = shortHead(now.trial(), trials) + GAP + now.phase();
        for (String begin : List.of(head(now.trial(), trials) + GAP + phase(now), shortest)) {
            int spare = width - begin.length() - GAP.length() - left.length();
            if (spare >= 0) {
                String line = begin + GAP + " ".repeat(Math.min(spare, 8)) + left;
                int head = line.indexOf(GAP);
                return paint(line.substring(0, head), Style.bold) + line.substring(head);
            }
        }
        return cut(shortest, width);
    }

    /** As many figures as there is room for, the more important ones first; then the bars, if some fit. */
    private String figures(Progress now, int width) {
        List<String> parts = List.of(
                String.format(Locale.ROOT, "%,d/s", now.ratePerSecond()),
                "p50 " + (now.p50Ns() > 0 ? millis(now.p50Ns()) : "-"),
                "p99 " + (now.p99Ns() > 0 ? millis(now.p99Ns()) : "-"),
                String.format(Locale.ROOT, "backlog %,d", now.backlog()));
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (line.length() + GAP.length() + part.length() > width) {
                break;
            }
            line.append(GAP).append(part);
        }
        String caption = GAP + "p50 by second ";
        int room = Math.min(HISTORY, width - line.length() - caption.length());
        if (room < FEWEST_BARS || medians.stream().allMatch(median -> median <= 0)) {
            return cut(line.toString(), width);
        }
        return line + paint(caption + bars(List.copyOf(medians), room), Style.faint);
    }

    /**
     * The last values as bars, by their logarithm; a blank where there is none.
     *
     * @param values not positive where there is none
     */
    static String bars(List<Long> values, int most) {
        List<Long> shown = values.subList(Math.max(0, values.size() - most), values.size());
        LongSummaryStatistics there =
                shown.stream().filter(v -> v > 0).mapToLong(v -> v).summaryStatistics();
        double low = there.getMin();
        double range = Math.log(Math.max(there.getMax() / low, LEAST_RATIO));
        return shown.stream()
                .map(value -> value <= 0
                        ? " "
                        : String.valueOf(
                                BARS.charAt((int) Math.round(Math.log(value / low) / range * (BARS.length() - 1)))))
                .collect(Collectors.joining());
    }

    /** The same for a file: everything in one line of whatever length. */
    static String plain(Progress now, int trials) {
        return String.format(
                Locale.ROOT,
                "%s %s  %,d/s  backlog %,d%s  %s left",
                head(now.trial(), trials),
                phase(now),
                now.ratePerSecond(),
                now.backlog(),
                now.p50Ns() > 0 ? "  p50 " + millis(now.p50Ns()) + "  p99 " + millis(now.p99Ns()) : "",
                text(now.remaining()));
    }

    static String head(PlannedTrial trial, int trials) {
        return String.format(
                Locale.ROOT,
                "[%s] block %d  %-16s",
                number(trial, trials),
                trial.block(),
                trial.variant().name());
    }

    /** A search does not know how many there will be, and says 0. */
    private static String number(PlannedTrial trial, int trials) {
        return trials < trial.order() ? "trial " + trial.order() : trial.order() + "/" + trials;
    }

    private static String shortHead(PlannedTrial trial, int trials) {
        return "[" + number(trial, trials) + "] " + trial.variant().name();
    }

    private static String phase(Progress now) {
        long seconds = now.phaseElapsed().toSeconds();
        return now.phase() + (seconds > 0 ? " " + seconds + " s" : "");
    }

    static String millis(long ns) {
        double ms = ns / 1e6;
        return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%,.0f ms", ms);
    }

    static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    String paint(String text, Style style) {
        return colour ? style.on() + text + Style.reset.on() : text;
    }

    /** Cuts a text without escape sequences. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : width < 1 ? "" : text.substring(0, width - 1) + "…";
    }
}
