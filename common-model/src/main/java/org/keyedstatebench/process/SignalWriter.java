package org.keyedstatebench.process;

import java.io.PrintStream;
import org.keyedstatebench.signal.Signal;

/** Writes signals, one line each, so that lines of several threads never mix. Thread-safe. */
public final class SignalWriter {

    private final PrintStream out;
    private volatile boolean ready;

    public SignalWriter(PrintStream out) {
        this.out = out;
    }

    public void write(Signal signal) {
        String line = signal.toJson();
        if (signal instanceof Signal.Ready) {
            ready = true;
        }
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Whether the job was said to be ready. */
    boolean isReady() {
        return ready;
    }
}
