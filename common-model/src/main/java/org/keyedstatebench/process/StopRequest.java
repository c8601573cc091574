package org.keyedstatebench.process;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyedstatebench.signal.Request;

/** Carries the wish to stop, or to change first, from whoever has it to the running job. Thread-safe. */
public final class StopRequest {

    private final CountDownLatch requested = new CountDownLatch(1);

    private final AtomicInteger parallelism = new AtomicInteger();
    private volatile boolean keepingState;

    /** What the harness has asked for in a line of its own. */
    void heed(Request request) {
        if (request.keepsState()) {
            keepingState = true;
            request();
        } else if (request.rescales()) {
            parallelism.set(request.parallelism());
        }
    }

    /** Whether the state is to be kept when the job stops. */
    public boolean isKeepingState() {
        return keepingState;
    }

    /** The parallelism that the running job was asked to change to; each wish is told once. */
    public OptionalInt takeParallelism() {
        int wished = parallelism.getAndSet(0);
        return wished == 0 ? OptionalInt.empty() : OptionalInt.of(wished);
    }

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits until a stop is requested or the time is over.
     *
     * @return whether a stop is requested
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
