package org.keyedstatebench.process;

import org.keyedstatebench.job.JobSpec;

/** A running counter on some engine; what {@link CounterProcess} runs. */
@FunctionalInterface
public interface Counter {

    /**
     * Runs the job until a stop is requested or its end offsets are reached. Signals ready once, then checkpoints or
     * batches, and stopped last.
     *
     * @throws IllegalArgumentException if, before it is ready, it finds the specification wrong
     * @throws UnsupportedJobException if the engine refuses what the specification asks for
     * @throws Exception if the job fails
     */
    void run(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception;
}
