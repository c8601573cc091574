package org.keyedstatebench.harness.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.trial.Phase;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.RunListener;

/**
 * Shows a run while it goes on: one line that changes on a terminal, plain lines now and then elsewhere. Used by the run's
 * thread.
 */
final class ConsoleProgress implements RunListener {

    private static final long PLAIN_EVERY_MS = 15_000;

    private final PrintStream out;
    private final boolean live;
    private int trials;
    private Phase lastPhase;
    private long lastPlainMs;

    /** @param live whether the output is a terminal, on which a line can be written over */
    ConsoleProgress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @Override
    public void runStarted(List<PlannedTrial> plan, Duration estimate) {
        trials = plan.size();
        out.println(trials + (trials == 1 ? " trial" : " trials") + ", about " + text(estimate));
    }

    @Override
    public void rehearsed(TrialResult result) {
        out.println("rehearsal, to warm up broker and harness: " + outcome(result));
    }

    @Override
    public void trialStarted(PlannedTrial trial, Duration remaining) {
        lastPhase = null;
    }

    @Override
    public void progress(Progress p) {
        String line = String.format(
                Locale.ROOT,
                "%s %s%s  %,d/s  backlog %,d%s  %s left",
                head(p.trial()),
                p.phase(),
                p.phaseElapsed().toSeconds() > 0 ? " " + p.phaseElapsed().toSeconds() + " s" : "",
                p.ratePerSecond(),
                p.backlog(),
                p.p50Ns() > 0 ? "  p50 " + millis(p.p50Ns()) + "  p99 " + millis(p.p99Ns()) : "",
                text(p.remaining()));
        if (live) {
            out.print("\r\033[K" + line);
            out.flush();
        } else if (p.phase() != lastPhase || System.currentTimeMillis() - lastPlainMs >= PLAIN_EVERY_MS) {
            out.println(line);
            lastPlainMs = System.currentTimeMillis();
        }
        lastPhase = p.phase();
    }

    @Override
    public void trialEnded(PlannedTrial trial, TrialResult result, Duration remaining) {
        if (live) {
            out.print("\r\033[K");
        }
        out.println(head(trial) + " " + outcome(result));
    }

    private String head(PlannedTrial trial) {
        return String.format(
                Locale.ROOT,
                "[%d/%d] block %d  %-16s",
                trial.order(),
                trials,
                trial.block(),
                trial.variant().name());
    }

    private static String outcome(TrialResult result) {
        Percentiles latency = result.latencyNs();
        return switch (result.status()) {
            case VALID ->
                "valid: p50 " + millis(latency.p50()) + ", p99 " + millis(latency.p99()) + ", "
                        + String.format(Locale.ROOT, "%,d", result.events().covered()) + " events, none lost"
                        + (result.flags().isEmpty() ? "" : " [" + String.join(", ", result.flags()) + "]");
            case INVALID -> "INVALID: " + result.reason();
            case UNSUPPORTED -> "unsupported: " + firstLine(result.reason());
            case FAILED -> "FAILED: " + result.reason();
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String millis(long ns) {
        double ms = ns / 1e6;
        return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%,.0f ms", ms);
    }

    private static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
