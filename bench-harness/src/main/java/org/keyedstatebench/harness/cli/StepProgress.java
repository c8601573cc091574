package org.keyedstatebench.harness.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.keyedstatebench.harness.micro.StepListener;

/** Shows steps on standard error: one line that changes on a terminal, a line for each step elsewhere. Used by one thread at a time. */
final class StepProgress implements StepListener {

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream err;
    private final boolean live;
    private int last;

    /** @param live whether a line can be overwritten */
    StepProgress(PrintStream err, boolean live) {
        this.err = err;
        this.live = live;
    }

    static StepProgress onTerminal() {
        return new StepProgress(System.err, Terminal.isLive());
    }

    @Override
    public void started(int steps, String what, Duration estimate) {
        err.println(steps + " " + what + ", about " + LiveView.text(estimate));
    }

    @Override
    public void progress(int number, int steps, String what, Duration remaining) {
        String line = String.format(Locale.ROOT, "[%d/%d] %s, %s left", number, steps, what, LiveView.text(remaining));
        if (live) {
            err.print(CLEAR_LINE + line);
            err.flush();
        } else if (number != last) {
            err.println(line);
        }
        last = number;
    }

    /** Takes the line away that stands on a terminal. */
    void done() {
        if (live && last > 0) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
