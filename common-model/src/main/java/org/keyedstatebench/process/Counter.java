package org.keyedstatebench.process;

import java.util.List;
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

    /** The names of its forms, beside the plain one, in the order in which people shall read them. */
    default List<String> forms() {
        return List.of();
    }

    /** Whether it keeps its state when it is asked to, and goes on from what another job has kept. */
    default boolean keepsState() {
        return false;
    }

    /** The names of its ways to bring kept state to another parallelism. */
    default List<String> rescales() {
        return List.of();
    }

    /** Whether it can hold bytes beside each count. */
    default boolean holdsValueBytes() {
        return false;
    }

    /**
     * Reaches the cluster that the job would run on, and the brokers; signals cluster, and runs nothing.
     *
     * @throws Exception if something is out of reach or does not fit, with one sentence of what
     */
    default void check(JobSpec spec, SignalWriter signals, StopRequest stop) throws Exception {
        throw new IllegalArgumentException("this engine runs in its own process only: there is no cluster to check");
    }

    /**
     * Ends what a driver that was killed has left of the job on somebody else's cluster, and removes the folder of its checkpoints; a
     * folder that is not there is none that must go.
     *
     * @throws Exception if it is still there
     */
    default void removeCheckpoints(JobSpec spec) throws Exception {
        throw new IllegalArgumentException("this engine keeps no checkpoints elsewhere");
    }
}
