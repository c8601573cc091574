package org.keyedstatebench.process;

import java.io.PrintStream;
import org.keyedstatebench.signal.Signal;

/** Writes signals, one line each, so that lines of several threads never mix. Thread-safe. */
public final class SignalWriter {

    private final PrintStream out;

    public SignalWriter(PrintStream out) {
        this.out = out;
    }

    public void write(Signal signal) {
        String line = signal.toJson();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
