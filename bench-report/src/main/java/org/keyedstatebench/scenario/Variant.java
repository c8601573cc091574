package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.job.TriggerKind;

/**
 * One side of a comparison: an engine and how it is set up.
 *
 * @param name unique in a scenario; letters, digits, dots, underscores and dashes, because files are named after it
 * @param engine id of the engine, by its descriptor
 * @param stateBackend the engine's name of a state backend or store
 * @param trigger when the job works
 * @param operator what is done with the events of a key; {@code null} stands for the plain counter
 * @param emission a row for every event or for every changed key of a micro-batch
 * @param guarantee of the output rows
 * @param checkpointInterval time between checkpoints, zero for none; a micro-batch engine commits every batch instead
 * @param changelog whether a log-structured store commits changes instead of snapshots; {@code null} leaves it to the profile
 * @param asyncState whether state is accessed without waiting for it, where the engine can
 * @param watermarkDelay how late events may be; {@code null} leaves it to the profile
 * @param placement where the work runs and checkpoints are; {@code null} for the engine's own process
 * @param config keys of the engine's own configuration, which win over the profile's
 */
@RecordBuilder
public record Variant(
        String name,
        String engine,
        String stateBackend,
        Trigger trigger,
        Operator operator,
        Emission emission,
        Guarantee guarantee,
        Duration checkpointInterval,
        Boolean changelog,
        boolean asyncState,
        Duration watermarkDelay,
        @JsonInclude(JsonInclude.Include.NON_NULL) Placement placement,
        Map<String, String> config)
        implements VariantBuilder.With {

    public Variant {
        Check.name("variant", name);
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(stateBackend, "stateBackend");
        Objects.requireNonNull(trigger, "trigger");
        operator = operator == null ? Operator.COUNT : operator;
        Objects.requireNonNull(emission, "emission");
        Objects.requireNonNull(guarantee, "guarantee");
        Check.notNegative("checkpointInterval of " + name, checkpointInterval);
        Check.notNegative("watermarkDelay of " + name, watermarkDelay == null ? Duration.ZERO : watermarkDelay);
        config = config == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** A variant as its engine describes it. */
    static Variant of(String engine, EngineVariant said) {
        return new Variant(
                said.name(),
                engine,
                said.stateBackend(),
                said.trigger(),
                said.job(),
                said.emission(),
                said.guarantee(),
                said.checkpointInterval(),
                said.changelog(),
                said.asyncState(),
                said.watermark(),
                Placement.of(
                        said.deployment(),
                        said.workers(),
                        said.cluster(),
                        said.checkpoints(),
                        said.checkpointLatency()),
                said.config());
    }

    /** @throws IllegalArgumentException if there is one of this name already; the message says what was expected of each variant */
    void putOnce(Map<String, Variant> byName, String expected) {
        Variant other = byName.putIfAbsent(name, this);
        if (other != null) {
            throw new IllegalArgumentException("expected each variant " + expected + ", got '" + name + "' of "
                    + other.engine + " and of " + engine + ": rename the one in engine.json");
        }
    }

    /** The same side with what is said anew, in the words of a scenario file; keys of the configuration add up. */
    public Variant changed(EngineVariant said) {
        IdleTimer timer = operator.idleTimer();
        return of(
                engine,
                said.on(new EngineVariant(
                        name,
                        null,
                        stateBackend,
                        trigger,
                        operator.kind(),
                        operator.form(),
                        operator.ttl(),
                        timer == null ? null : timer.idle(),
                        timer == null ? TimeDomain.PROCESSING_TIME : timer.domain(),
                        asyncState,
                        watermarkDelay,
                        emission,
                        guarantee,
                        checkpointInterval,
                        changelog,
                        placed(Placement::kind),
                        placed(Placement::workers),
                        placed(Placement::address),
                        placed(Placement::checkpoints),
                        placed(Placement::checkpointLatency),
                        config,
                        null)));
    }

    /** How long rows wait by plan: for the next micro-batch or, with exactly-once, for the checkpoint that commits them. */
    public Duration rowsWait() {
        Duration batch = trigger.kind() == TriggerKind.PROCESSING_TIME ? trigger.interval() : Duration.ZERO;
        return guarantee == Guarantee.EXACTLY_ONCE && checkpointInterval.compareTo(batch) > 0
                ? checkpointInterval
                : batch;
    }

    /** A part of its placement; {@code null} if it has none. */
    public <T> T placed(Function<Placement, T> part) {
        return placement == null ? null : part.apply(placement);
    }

    /** Whether it is of the same engine and does the same with the events of a key, however it is set up. */
    boolean does(Variant other) {
        return engine.equals(other.engine) && operator.equals(other.operator);
    }

    /** The same side with one more key of the engine's configuration. */
    public Variant withConfig(String key, String value) {
        Map<String, String> more = new TreeMap<>(config);
        more.put(key, value);
        return withConfig(more);
    }
}
