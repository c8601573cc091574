package org.keyedstatebench.spark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.keyedstatebench.process.StopRequest;

/**
 * Lets the job end before Spark does when the JVM is told to exit: Spark's own shutdown hook would stop the session under
 * the running query, which would then look like a failed one. Both are hooks of Hadoop's manager, which runs them one after
 * another.
 */
final class OrderlyShutdown {

    /** Above Spark's, which is {@code FileSystem.SHUTDOWN_HOOK_PRIORITY + 30}. */
    private static final int BEFORE_SPARK = 100;

    private static final int AFTER_ALL = 1;
    private static final long LIMIT_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable hook;

    /** @param stop what to request when the JVM exits before {@link #jobHasEnded} */
    OrderlyShutdown(StopRequest stop) {
        hook = () -> stopAndAwait(stop);
        ShutdownHookManager.get().addShutdownHook(hook, BEFORE_SPARK, LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the task when the JVM exits and Spark has let go of its files. */
    static void atTheVeryEnd(Runnable task) {
        ShutdownHookManager.get().addShutdownHook(task, AFTER_ALL);
    }

    void jobHasEnded() {
        ended.countDown();
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    private void stopAndAwait(StopRequest stop) {
        stop.request();
        try {
            if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the query did not stop within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
