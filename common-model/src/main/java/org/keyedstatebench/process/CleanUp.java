package org.keyedstatebench.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Closes what was opened, the last first, and never throws: an exception of a clean-up would take the place of a result or of the
 * error that matters. What cannot be closed is told as a warning. Used by one thread, as the first resource of a
 * try-with-resources.
 */
public final class CleanUp implements AutoCloseable {

    private final Consumer<String> warnings;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** @param warnings takes a line for each thing that cannot be closed */
    public CleanUp(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** With its warnings on standard error. */
    public static CleanUp onStandardError() {
        return new CleanUp(warning -> System.err.println("warning: " + warning));
    }

    /**
     * Also closes this one.
     *
     * @return the same
     */
    public <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | LinkageError e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                // Somebody who was interrupted does not want to wait, and half-closed things are the rule then.
                if (!Thread.currentThread().isInterrupted()) {
                    warnings.accept(CounterProcess.oneLine(e));
                }
            }
        }
    }
}
