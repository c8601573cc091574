package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/** What the harness needs of a running engine; a test has one that follows a script. */
public interface EngineLife extends AutoCloseable {

    boolean isAlive();

    /** All signals so far, in the order in which they came. */
    Collection<Signal> signals();

    /** The newest signal of a kind. */
    default <S extends Signal> Optional<S> last(Class<S> kind) {
        return signals().stream().filter(kind::isInstance).map(kind::cast).reduce((first, second) -> second);
    }

    /** Its process and all that it started, by id. */
    List<Long> processes();

    /** Whether its work is done by processes of a cluster that it did not start. */
    default boolean isElsewhere() {
        return last(Signal.Cluster.class)
                .filter(Signal.Cluster::startedByOthers)
                .isPresent();
    }

    /** When the ready signal came, on the trial's clock; 0 if it did not yet. */
    long readyAtNs();

    /** Why it is gone, in one line for people; only meaningful when it is not alive. */
    String obituary();

    /** What it finds wrong with what it was asked for, such as a key that it does not know; empty if it ended for another reason. */
    Optional<String> misuse();

    /** The end of its log, for people. */
    String lastLogLines();

    /**
     * What it used until now, or until it ended, with all that it started. What is done on somebody else's cluster can only be told by
     * the engine.
     */
    ProcessMeter.Use use();

    /** Asks for something that its descriptor says it heeds; one that is gone does not hear it. */
    void ask(Request request);

    /**
     * SIGKILL to one process of its cluster, and to all that this has started.
     *
     * @param role of the process, as its descriptor names it
     * @throws IllegalStateException if it has no such process
     */
    void kill(String role);

    /** Draws from now on where the CPU time goes. */
    void beginProfile();

    /**
     * Ends what {@link #beginProfile} began.
     *
     * @return why the drawing failed, if it did
     */
    Optional<String> endProfile(Path flameGraph, String title);

    /**
     * Stops it: by the end of its input, then SIGTERM, then SIGKILL. Returns when it is gone and all its signals are in.
     *
     * @param grace until SIGTERM
     * @return whether it stopped in order: nobody killed it, and it did not fail meanwhile
     */
    boolean stop(Duration grace) throws InterruptedException;

    /** SIGKILL, to it and all that it started, at once and whatever they do; returns when they are gone. */
    @Override
    void close();
}
