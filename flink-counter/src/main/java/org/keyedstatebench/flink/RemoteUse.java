package org.keyedstatebench.flink;

import java.io.IOException;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.signal.Signal;

/** Says what the task managers of somebody else's cluster use; time that a lost one has used does not vanish with it. For one thread. */
final class RemoteUse {

    private static final long EVERY_NS = 1_000_000_000;

    private final FlinkRest rest;
    private final SignalWriter signals;
    private final Total cpu = new Total();
    private final Total gc = new Total();
    private long saidAt = System.nanoTime() - EVERY_NS;

    RemoteUse(FlinkRest rest, SignalWriter signals) {
        this.rest = rest;
        this.signals = signals;
    }

    /** A sum over processes that may go: what it falls by was used all the same. */
    static final class Total {
        private double gone;
        private double newest;

        Double with(Double sum) {
            if (sum == null) {
                return null;
            }
            gone += Math.max(0, newest - sum);
            newest = sum;
            return gone + sum;
        }
    }

    /** At most once a second, and not while the cluster does not answer. */
    void tell() {
        long now = System.nanoTime();
        if (now - saidAt < EVERY_NS) {
            return;
        }
        saidAt = now;
        try {
            Signal.RemoteUse use = rest.use();
            Double gcMs = gc.with(use.gcMs() == null ? null : use.gcMs().doubleValue());
            signals.write(new Signal.RemoteUse(
                    cpu.with(use.cpuSeconds()), use.heapBytes(), gcMs == null ? null : gcMs.longValue()));
        } catch (IOException noAnswer) {
            // Whether the cluster is lost is found out by who watches the job.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
