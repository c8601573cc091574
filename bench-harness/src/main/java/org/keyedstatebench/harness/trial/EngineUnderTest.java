package org.keyedstatebench.harness.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.signal.Signal;

/**
 * The engine of one trial over all of its lives: one that was killed and resumes is another process, but the same engine under
 * test. Used by the trial's thread.
 */
final class EngineUnderTest implements AutoCloseable {

    private final Function<Boolean, EngineLife> beginning;
    private final Duration grace;
    private final Optional<Path> flameGraph;
    private final List<EngineLife> lives = new ArrayList<>();

    /**
     * @param beginning begins a life, given whether it goes on from the last checkpoint of the one before
     * @param grace how long it may take to stop
     * @param flameGraph takes a picture of where its CPU time goes; empty for none
     */
    EngineUnderTest(Function<Boolean, EngineLife> beginning, Duration grace, Optional<Path> flameGraph) {
        this.beginning = beginning;
        this.grace = grace;
        this.flameGraph = flameGraph;
    }

    /** It may not be ready when this returns. */
    void start() {
        lives.add(beginning.apply(!lives.isEmpty()));
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

    /** In all lives, but for the memory that it has at present. */
    EngineLife.Use use() {
        EngineLife.Use all = new EngineLife.Use(0, 0, 0, OptionalLong.of(0));
        for (EngineLife life : lives) {
            EngineLife.Use one = life.use();
            OptionalLong written =
                    all.writtenBytes().isPresent() && one.writtenBytes().isPresent()
                            ? OptionalLong.of(all.writtenBytes().getAsLong()
                                    + one.writtenBytes().getAsLong())
                            : OptionalLong.empty();
            all = new EngineLife.Use(
                    all.cpuSeconds() + one.cpuSeconds(),
                    one.rssBytes(),
                    Math.max(all.peakRssBytes(), one.peakRssBytes()),
                    written);
        }
        return all;
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

    @Override
    public void close() {
        if (!lives.isEmpty()) {
            life().close();
        }
    }
}
