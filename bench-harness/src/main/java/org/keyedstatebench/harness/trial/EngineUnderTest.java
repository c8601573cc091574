package org.keyedstatebench.harness.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.machine.ProcessMeter.Use;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/**
 * The engine of one trial over all of its lives: one that was killed and resumes is another process, but the same engine under
 * test. Used by the trial's thread.
 */
final class EngineUnderTest implements AutoCloseable {

    /** Within the time that a command has to end after Ctrl-C. */
    private static final Duration TO_END_A_JOB = Duration.ofSeconds(8);

    private final Function<Beginning, EngineLife> beginning;
    private final Duration grace;
    private final Optional<Path> flameGraph;
    private final List<EngineLife> lives = new ArrayList<>();
    private Beginning next = Beginning.RESUMED;

    /**
     * @param beginning begins a life
     * @param grace how long it may take to stop
     * @param flameGraph takes a picture of where its CPU time goes; empty for none
     */
    EngineUnderTest(Function<Beginning, EngineLife> beginning, Duration grace, Optional<Path> flameGraph) {
        this.beginning = beginning;
        this.grace = grace;
        this.flameGraph = flameGraph;
    }

    /** It may not be ready when this returns. */
    void start() {
        lives.add(beginning.apply(lives.isEmpty() ? Beginning.FRESH : next));
    }

    /** How {@link #start} begins its next life; without this, from its last checkpoint as what it was. */
    void goOn(Beginning as) {
        next = as;
    }

    /** Asks its present life for something. */
    void ask(Request request) {
        life().ask(request);
    }

    /** SIGKILL; {@link #start} lets it go on. */
    void kill() {
        life().use();
        life().close();
    }

    /** @return whether it stopped in order */
    boolean stop() throws InterruptedException {
        life().use();
        return life().stop(grace);
    }

    /** Its process and all that it started, by id, in its present life. */
    List<Long> processes() {
        return life().processes();
    }

    /** The present one, or the last one. */
    EngineLife life() {
        return lives.get(lives.size() - 1);
    }

    /** Of all lives. */
    List<Signal> signals() {
        return lives.stream().flatMap(life -> life.signals().stream()).toList();
    }

    /** The newest signal of a kind in its present life. */
    <S extends Signal> Optional<S> last(Class<S> kind) {
        return lives.isEmpty() ? Optional.empty() : life().last(kind);
    }

    /** The newest of a kind in each life that has one. */
    <S extends Signal> List<S> lastOfEach(Class<S> kind) {
        return lives.stream().flatMap(life -> life.last(kind).stream()).toList();
    }

    /** In all lives, but for the memory that it has at present. What cannot be told of one cannot be told of all. */
    Use use() {
        Use all = Use.NONE;
        for (EngineLife life : lives) {
            Use one = life.use();
            all = new Use(
                    Use.both(all.cpuSeconds(), one.cpuSeconds(), Double::sum),
                    one.rssBytes(),
                    Use.both(all.peakRssBytes(), one.peakRssBytes(), Math::max),
                    Use.both(all.writtenBytes(), one.writtenBytes(), Long::sum));
        }
        return all;
    }

    /** SIGKILL to a process of its cluster, which it goes on after by itself. */
    void kill(String role) {
        life().kill(role);
    }

    /** Where the CPU time goes from now on is drawn, if that is wanted. */
    void beginProfile() {
        flameGraph.ifPresent(wanted -> life().beginProfile());
    }

    /**
     * Must follow {@link #beginProfile} in the same life.
     *
     * @return why the drawing failed, if it was wanted and did
     */
    Optional<String> endProfile(String title) {
        return flameGraph.flatMap(file -> life().endProfile(file, title));
    }

    /** Whether its job may go on somewhere after its process was killed. */
    boolean leavesAJob() {
        return !lives.isEmpty()
                && life().isElsewhere()
                && last(Signal.Stopped.class).isEmpty();
    }

    @Override
    public void close() {
        if (lives.isEmpty()) {
            return;
        }
        if (leavesAJob() && life().isAlive()) {
            try {
                life().stop(TO_END_A_JOB);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        life().close();
    }
}
