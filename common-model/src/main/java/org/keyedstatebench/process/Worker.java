package org.keyedstatebench.process;

import java.time.Duration;
import java.util.Optional;

/**
 * A thread whose death is kept to be asked for: whoever waits for one that died unseen waits in vain, or believes that it has done
 * its work. Thread-safe.
 *
 * <p>It is a daemon: a program that has given up must not stay for it.
 */
public final class Worker {

    private final Thread thread;
    private volatile Throwable death;

    private Worker(String name, Runnable task) {
        this.thread = new Thread(() -> live(task), name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts a thread.
     *
     * @param name of the thread, which follows "the" in {@link WorkerDiedException}
     */
    public static Worker start(String name, Runnable task) {
        Worker worker = new Worker(name, task);
        worker.thread.start();
        return worker;
    }

    private void live(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            death = e;
        }
    }

    /** What ended it before its time. */
    public Optional<Throwable> death() {
        return Optional.ofNullable(death);
    }

    /** @throws WorkerDiedException if something ended it before its time */
    public void failIfDied() {
        Throwable e = death;
        if (e != null) {
            throw new WorkerDiedException("the " + thread.getName() + " died: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        // A library that could not be loaded once is a class without definition from then on.
        return WorkerDiedException.has(e, LinkageError.class)
                ? CounterProcess.oneLine(e) + "; native libraries are unpacked to the temporary folder "
                        + System.getProperty("java.io.tmpdir") + ", which must not be mounted noexec"
                : CounterProcess.oneLine(e);
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Waits until it has ended. */
    public void join() throws InterruptedException {
        thread.join();
    }

    /** Waits until it has ended, or for so long, at least a millisecond. */
    public void join(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
    }

    /** The same for a clean-up, which goes on when it is interrupted. */
    public void joinQuietly(Duration atMost) {
        try {
            join(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void interrupt() {
        thread.interrupt();
    }
}
