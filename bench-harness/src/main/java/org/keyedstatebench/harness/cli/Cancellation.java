package org.keyedstatebench.harness.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the command's thread, so that it stops engines, removes its folders and keeps
 * what it measured; and ends by force what is left after that.
 */
final class Cancellation {

    private static final int LIMIT_SECONDS = 20;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** Watches over the calling thread until {@link #finished}. */
    static Cancellation ofThisThread() {
        Cancellation cancellation = new Cancellation();
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancellation.cancel(command), "cancel"));
        return cancellation;
    }

    boolean isRequested() {
        return requested;
    }

    /** The command has ended and cleaned up after itself. */
    void finished() {
        finished.countDown();
    }

    private void cancel(Thread command) {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        command.interrupt();
        try {
            if (!finished.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                TemporaryRoot.deleteAllOfThisProcess();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
