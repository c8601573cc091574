package org.keyedstatebench.harness.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.process.ChildProcess;

/**
 * Processes that are stopped (SIGSTOP) until this is closed. A shell does both, and continues them as soon as its input ends, so that
 * they go on, and can end, even if this process is gone before.
 */
final class Frozen implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A process may have ended meanwhile; the others are continued all the same. */
    private static final String SCRIPT =
            "for p in \"$@\"; do kill -STOP $p; done; echo stopped; read -r end; for p in \"$@\"; do kill -CONT $p; done";

    private final ChildProcess shell;

    private Frozen(ChildProcess shell) {
        this.shell = shell;
    }

    /** Returns when they are stopped. */
    static Frozen of(List<Long> processes) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Frozen frozen = new Frozen(
                    ChildProcess.of(command).leftToParent().errorsApart().start());
            boolean stopped = false;
            try {
                frozen.shell.firstLine(LIMIT);
                stopped = true;
                return frozen;
            } finally {
                if (!stopped) {
                    frozen.close();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot stop the processes " + processes + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        shell.closeInput();
        try {
            if (shell.await(LIMIT).isPresent()) {
                return;
            }
        } catch (InterruptedException e) {
            // It goes on all the same when its input has ended: nothing needs to be waited for.
            Thread.currentThread().interrupt();
            return;
        }
        shell.close();
    }
}
