package org.keyedstatebench.harness.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.micro.StepListener;
import org.keyedstatebench.harness.trial.Phase;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.RunListener;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Condition;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Shows how far trials or the steps of other measurements are: a few lines that change in their place on a terminal, plain lines now
 * and then elsewhere. Used by one thread at a time.
 */
public final class ConsoleProgress implements RunListener, StepListener {

    private static final long PLAIN_EVERY_MS = 15_000;

    private static final String ERASE_BELOW = "\u001B[J";
    /** A terminal that was made narrower meanwhile cuts a line that is too long now, instead of breaking it. */
    private static final String NO_WRAP = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final PrintStream out;
    private final boolean live;
    private final IntSupplier columns;
    private final LongSupplier clockMs;
    private final LiveView view;
    private int width;
    private int trials;
    private int drawn;
    private Phase lastPhase;
    private long lastPlainMs;
    private int lastStep;

    /**
     * @param live whether the output is a terminal, on which lines can be written over
     * @param colour whether it may be coloured
     * @param columns of the terminal; asked between trials, because asking may start a process
     * @param clockMs milliseconds, of any origin
     */
    ConsoleProgress(PrintStream out, boolean live, boolean colour, IntSupplier columns, LongSupplier clockMs) {
        this.out = out;
        this.live = live;
        this.columns = columns;
        this.clockMs = clockMs;
        this.view = new LiveView(live && colour);
    }

    /** On standard error, as it is. */
    public static ConsoleProgress onStandardError(boolean noColour) {
        return new ConsoleProgress(
                System.err,
                Terminal.isLive(),
                Terminal.colour("err", noColour),
                Terminal::columns,
                System::currentTimeMillis);
    }

    @Override
    public void runStarted(int number, List<Condition> added, Duration estimate) {
        trials = number;
        started(trials, trials == 1 ? "trial" : "trials", estimate);
        if (!added.isEmpty()) {
            out.println(added.stream()
                            .mapToInt(under -> under.variants().size())
                            .sum()
                    + " of them are short ones after the comparison, for its table (--no-table leaves them out): "
                    + added.stream()
                            .map(under -> under.name() + " of " + String.join(", ", under.variants()))
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }
    }

    @Override
    public void planned(int number) {
        trials = number;
    }

    @Override
    public void told(String line) {
        done();
        out.println(line);
    }

    void warned(String what) {
        told("warning: " + what);
    }

    @Override
    public void rehearsed(TrialResult result) {
        out.println("rehearsal, to warm up broker and harness: " + outcome(result));
    }

    @Override
    public void trialStarted() {
        lastPhase = null;
        width = live ? columns.getAsInt() : 0;
    }

    @Override
    public void progress(Progress now) {
        if (live) {
            redraw(view.next(now, trials, width));
        } else if (now.phase() != lastPhase || clockMs.getAsLong() - lastPlainMs >= PLAIN_EVERY_MS) {
            out.println(LiveView.plain(now, trials));
            lastPlainMs = clockMs.getAsLong();
        }
        lastPhase = now.phase();
    }

    @Override
    public void trialEnded(PlannedTrial trial, TrialResult result) {
        done();
        out.println(LiveView.head(trial, trials) + " " + outcome(result));
    }

    @Override
    public void started(int steps, String what, Duration estimate) {
        out.println(steps + " " + what + ", about " + LiveView.text(estimate));
    }

    @Override
    public void progress(int number, int steps, String what, Duration remaining) {
        String line = String.format(Locale.ROOT, "[%d/%d] %s, %s left", number, steps, what, LiveView.text(remaining));
        if (live) {
            redraw(List.of(line));
        } else if (number != lastStep) {
            out.println(line);
        }
        lastStep = number;
    }

    /** Takes away what stands on a terminal. */
    public void done() {
        redraw(List.of());
    }

    /** In one write, so that no half of it is seen. Every line is ended: what else is printed starts on a line of its own. */
    private void redraw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001B[").append(drawn).append('A').append('\r').append(ERASE_BELOW);
        }
        if (!lines.isEmpty()) {
            text.append(NO_WRAP);
            lines.forEach(line -> text.append(line).append('\n'));
            text.append(WRAP);
        }
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    private String outcome(TrialResult result) {
        return switch (result.status()) {
            case VALID ->
                view.paint("valid:", Style.fg_green) + " " + finding(result)
                        + String.format(Locale.ROOT, "%,d", result.events().covered()) + " events, none lost"
                        + (result.flags().isEmpty()
                                ? ""
                                : " " + view.paint("[" + Flag.words(result.flags()) + "]", Style.fg_yellow));
            case INVALID -> view.paint("INVALID:", Style.fg_red) + " " + result.reason();
            case UNSUPPORTED ->
                view.paint("unsupported:", Style.fg_yellow) + " "
                        + result.reason().lines().findFirst().orElse("");
            case FAILED -> view.paint("FAILED:", Style.fg_red) + " " + result.reason();
        };
    }

    /** What the trial was for, in a few words and a comma; nothing for one that measures neither rate nor latency. */
    private static String finding(TrialResult result) {
        if (result.drain() != null) {
            return String.format(Locale.ROOT, "%,.0f events/s, ", result.drain().perSecond());
        }
        Percentiles latency = result.latencyNs();
        return latency == null
                ? ""
                : "p50 " + LiveView.millis(latency.p50()) + ", p99 " + LiveView.millis(latency.p99()) + ", ";
    }
}
