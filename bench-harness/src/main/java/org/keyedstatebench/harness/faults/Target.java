package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keyedstatebench.harness.kafka.FragileKafka;
import org.keyedstatebench.signal.Signal;

/** An engine under load as a fault sees it: what can be done to it, and how time passes meanwhile. Used by one thread. */
public interface Target {

    /** SIGKILL to the engine and all that it started. */
    void killEngine();

    /** Starts it again on its newest checkpoint; it may not be ready when this returns. */
    void startEngine();

    /** The engine's process and all that it started, by id. */
    List<Long> processes();

    /** Of the engine's present life, in the order in which they came. */
    List<Signal> signals();

    /** How often the engine is to take a checkpoint; zero for one that does not, or with each batch. */
    Duration checkpointInterval();

    /** Milliseconds of the wall clock, which the times in signals are of. */
    long epochMs();

    /** Lets the time pass; the load goes on. */
    void pass(Duration time) throws InterruptedException;

    /** @return whether the condition came true in time */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException;

    /**
     * Waits until the engine that was just started counts events that were sent after that, or ends; nobody starts it again meanwhile.
     *
     * @return its own words if it ended; empty if it counts, or does neither in the time that it has
     */
    Optional<String> awaitComeback() throws InterruptedException;

    /** The broker. */
    FragileKafka broker();

    /** The folder of the engine's state. */
    StateFolder state();
}
