package org.keyedstatebench.flink;

import java.io.IOException;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.signal.Signal;

/** Says what the processes of a cluster use; time that a lost one has used does not vanish with it. For one thread. */
final class RemoteUse {

    private static final long EVERY_NS = 1_000_000_000;

    private final FlinkRest rest;
    private final SignalWriter signals;
    private final Total cpuNsOfWorkers = new Total();
    private final Total cpuNsOfMaster = new Total();
    private final Total gcMsOfWorkers = new Total();
    private final Total gcMsOfMaster = new Total();
    private long saidAt = System.nanoTime() - EVERY_NS;

    RemoteUse(FlinkRest rest, SignalWriter signals) {
        this.rest = rest;
        this.signals = signals;
    }

    /**
     * A sum over processes that may go and may have been there for long: what it falls by was used all the same, and what it was at
     * first was used by others.
     */
    static final class Total {
        private Double first;
        private double gone;
        private double newest;

        /** @param sum {@code null} while nobody tells, as after the start of a process */
        Double with(Double sum) {
            if (sum != null) {
                first = first == null ? sum : first;
                gone += Math.max(0, newest - sum);
                newest = sum;
            }
            return first == null ? null : (Double) (gone + newest - first);
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
            FlinkRest.Use workers = rest.workers();
            FlinkRest.Use master = rest.master();
            Double cpuNs = both(cpuNsOfWorkers.with(workers.cpuNs()), cpuNsOfMaster.with(master.cpuNs()));
            Double gcMs = both(gcMsOfWorkers.with(workers.gcMs()), gcMsOfMaster.with(master.gcMs()));
            Double heap = both(workers.heapBytes(), master.heapBytes());
            signals.write(new Signal.RemoteUse(
                    cpuNs == null ? null : (Double) (cpuNs / 1e9),
                    heap == null ? null : (Long) heap.longValue(),
                    gcMs == null ? null : (Long) gcMs.longValue(),
                    null,
                    null));
        } catch (IOException noAnswer) {
            // Whether the cluster is lost is found out by who watches the job.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Double both(Double workers, Double master) {
        return workers == null || master == null ? null : (Double) (workers + master);
    }
}
