package org.keyedstatebench.spark;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.keyedstatebench.job.JobSpec;

/**
 * Brings the state of a query that was stopped to another number of partitions, where Spark has a way to do that; without it, a query goes
 * on with those that its checkpoint began with, whatever its configuration says.
 */
final class Repartitioning {

    /** The configuration alone is changed: more cores, and a number of partitions that Spark may or may not heed. */
    private static final String RESTART = "restart";

    /** Spark rewrites the state between two queries. */
    private static final String OFFLINE = "repartition";

    /** Under which Spark keeps the number of partitions of a state. */
    static final Set<String> KEYS = Set.of("spark.sql.streaming.internal.stateStore.partitions", Slots.SHUFFLE);

    static final List<String> WAYS = List.of(RESTART, OFFLINE);

    private Repartitioning() {}

    /**
     * Does what the specification asks for, before the query starts.
     *
     * @throws ReflectiveOperationException if this Spark has no such way, or with what it found wrong as the cause
     */
    static void before(SparkSession session, JobSpec spec) throws ReflectiveOperationException {
        if (!OFFLINE.equals(spec.state().rescale())) {
            return;
        }
        int partitions = Integer.parseInt(spec.engineConfig().getOrDefault(Slots.SHUFFLE, Slots.SHUFFLE_DEFAULT));
        // By its name, so that this can be built with a Spark that has no such thing: its words are then the refusal.
        Object manager =
                session.getClass().getMethod("streamingCheckpointManager").invoke(session);
        // The sink is at-least-once, so a last batch that did not complete is written again and no obstacle.
        manager.getClass()
                .getMethod("repartition", String.class, int.class, boolean.class)
                .invoke(manager, Checkpoint.folder(spec.state()).toString(), partitions, false);
    }
}
