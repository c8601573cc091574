package org.keyedstatebench.engine;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;

/**
 * One way to set up an engine, in the words of a scenario file. What is not said is {@code null}, until {@link #on} lays it over
 * what it is like.
 *
 * @param name unique among all engines
 * @param like another variant of the engine, which says what is not said here; {@code null} for none
 * @param stateBackend the engine's name of a state backend or store
 * @param form the engine's name of the programming interface that the job is written in; left out: the plain one
 * @param ttl how long after the last event of a key its count is forgotten
 * @param idleTimer how long a key must be without an event for its count to be written once more
 * @param timerDomain the clock that the timer follows
 * @param watermark how late events may be; left out: as the profile says
 * @param checkpointInterval time between checkpoints, zero for none
 * @param changelog whether a log-structured store commits changes; left out: as the profile says
 * @param deployment whose processes do the work
 * @param workers of a local cluster
 * @param cluster address of a remote one
 * @param checkpoints URI of a folder for checkpoints
 * @param checkpointLatency of an object store that the run starts for checkpoints
 * @param config keys of the engine's own configuration, which win over the profile's
 * @param usual what it takes part in when no variants are named: compare, throughput (drain, capacity and sweep)
 */
public record EngineVariant(
        String name,
        String like,
        String stateBackend,
        Trigger trigger,
        OperatorKind operator,
        String form,
        Duration ttl,
        Duration idleTimer,
        TimeDomain timerDomain,
        Boolean asyncState,
        Duration watermark,
        Emission emission,
        Guarantee guarantee,
        Duration checkpointInterval,
        Boolean changelog,
        DeploymentKind deployment,
        Integer workers,
        String cluster,
        String checkpoints,
        Duration checkpointLatency,
        Map<String, String> config,
        List<String> usual) {

    private static final List<String> USUAL = List.of("compare", "throughput");

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public EngineVariant {
        Checks.name(name, "name");
        config = Checks.copy(config);
        usual = Checks.oneOf(USUAL, Checks.any(usual), "usual");
    }

    /** The built-in variant of that name, as it is. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EngineVariant builtIn(String name) {
        return new EngineVariant(
                name, name, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null);
    }

    /** What a variant is when nothing is said but the engine. */
    static EngineVariant plain(Processing processing) {
        boolean batches = processing == Processing.MICRO_BATCH;
        return new EngineVariant(
                "plain",
                null,
                null,
                batches ? Trigger.ASAP : Trigger.PER_RECORD,
                OperatorKind.COUNT,
                null,
                null,
                null,
                TimeDomain.PROCESSING_TIME,
                false,
                null,
                batches ? Emission.PER_KEY : Emission.PER_EVENT,
                Guarantee.AT_LEAST_ONCE,
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** This variant with everything that it does not say as in another; keys of the configuration add up. */
    public EngineVariant on(EngineVariant base) {
        Map<String, String> both = new TreeMap<>(base.config);
        both.putAll(config);
        return new EngineVariant(
                name,
                null,
                or(stateBackend, base.stateBackend),
                or(trigger, base.trigger),
                or(operator, base.operator),
                or(form, base.form),
                or(ttl, base.ttl),
                or(idleTimer, base.idleTimer),
                or(timerDomain, base.timerDomain),
                or(asyncState, base.asyncState),
                or(watermark, base.watermark),
                or(emission, base.emission),
                or(guarantee, base.guarantee),
                or(checkpointInterval, base.checkpointInterval),
                or(changelog, base.changelog),
                or(deployment, base.deployment),
                or(workers, base.workers),
                or(cluster, base.cluster),
                or(checkpoints, base.checkpoints),
                or(checkpointLatency, base.checkpointLatency),
                both,
                usual);
    }

    /**
     * What is done with the events of a key. Only of a variant that says all.
     *
     * @throws IllegalArgumentException if it contradicts itself
     */
    public Operator job() {
        return new Operator(operator, ttl, idleTimer == null ? null : new IdleTimer(timerDomain, idleTimer), form);
    }

    private static <T> T or(T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
