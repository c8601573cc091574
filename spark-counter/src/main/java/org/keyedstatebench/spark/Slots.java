package org.keyedstatebench.spark;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TriggerKind;

/**
 * The task slots that a real-time query takes for as long as a batch lasts, in all its stages at once: with fewer, some partitions
 * would never be read, or nothing would move.
 *
 * @param source partitions of the input topic
 * @param shuffle partitions of the state, 0 without state
 */
record Slots(int source, int shuffle) {

    static final String SHUFFLE = "spark.sql.shuffle.partitions";
    static final String SHUFFLE_DEFAULT = "200";

    /** Partitions of the input that the specification names: a harness names all of them, a person none. */
    static int namedPartitions(JobSpec spec) {
        return spec.source().startOffsets().size();
    }

    /** @param sourcePartitions of the input topic, should the specification not name those of the job */
    static Slots of(JobSpec spec, int sourcePartitions) {
        int named = namedPartitions(spec);
        boolean state = spec.operator().kind() == OperatorKind.COUNT;
        return new Slots(
                named == 0 ? sourcePartitions : named,
                state ? Integer.parseInt(spec.engineConfig().getOrDefault(SHUFFLE, SHUFFLE_DEFAULT)) : 0);
    }

    int needed() {
        return source + shuffle;
    }

    String words() {
        return needed() + ": " + source + " source partitions"
                + (shuffle == 0 ? "" : " and " + shuffle + " shuffle partitions")
                + ", which real-time mode keeps busy at once";
    }

    /**
     * The same job with as many threads, or a cluster's slots, as its trigger needs.
     *
     * @throws IllegalArgumentException if it asks for fewer itself
     */
    static JobSpec suited(JobSpec spec, int sourcePartitions) {
        if (spec.trigger().kind() != TriggerKind.REAL_TIME || System.getProperty(Workplace.MASTER) != null) {
            return spec;
        }
        Slots slots = of(spec, sourcePartitions);
        Map<String, String> config = new TreeMap<>(spec.engineConfig());
        String master = config.putIfAbsent(Workplace.MASTER, "local[" + slots.needed() + "]");
        Matcher threads = Workplace.LOCAL.matcher(master == null ? "" : master);
        if (threads.matches() && Integer.parseInt(threads.group(1)) < slots.needed()) {
            throw new IllegalArgumentException("expected slots for all tasks of the query, " + slots.words() + "; got "
                    + Workplace.MASTER + "=" + master + ": leave it out, or give it more threads");
        }
        return spec.withEngineConfig(config);
    }
}
