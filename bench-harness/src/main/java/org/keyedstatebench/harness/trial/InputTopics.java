package org.keyedstatebench.harness.trial;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Workload;

/**
 * The input topics of a run, made when a trial first asks for them and shared by all trials and engines. Used by the run's
 * thread.
 */
public final class InputTopics implements AutoCloseable {

    private final KafkaCluster kafka;
    private final Topics topics;
    private final String prefix;
    private final boolean keep;
    private final Set<String> made = new LinkedHashSet<>();
    private final Map<String, PreloadedInput> preloaded = new HashMap<>();

    /**
     * @param prefix begins the name of every topic of the run
     * @param keep whether topics stay when the run is over
     */
    public InputTopics(KafkaCluster kafka, Topics topics, String prefix, boolean keep) {
        this.kafka = kafka;
        this.topics = topics;
        this.prefix = prefix;
        this.keep = keep;
    }

    /** The topic that takes every open-loop load over so many partitions. */
    String offered(int partitions) {
        return made(prefix + "-events-" + partitions, partitions);
    }

    /** A topic of this name, which is made if the run has none yet. */
    String made(String name, int partitions) {
        if (made.add(name)) {
            topics.create(name, partitions);
        }
        return name;
    }

    /**
     * The topic of a condition that holds so many events, which are sent when it is first asked for.
     *
     * @param seed of the sequence that the events come from
     */
    PreloadedInput preloaded(Condition condition, long events, long seed, Map<String, String> clientProperties)
            throws InterruptedException {
        PreloadedInput known = preloaded.get(condition.name());
        if (known == null) {
            Workload workload = condition.workload();
            known = PreloadedInput.load(
                    made(prefix + "-preloaded-" + condition.name(), workload.partitions()),
                    kafka,
                    topics,
                    new EventSequence(seed, workload.keys()),
                    events,
                    workload,
                    clientProperties);
            preloaded.put(condition.name(), known);
        }
        return known;
    }

    /** Names of the topics that were made. */
    public List<String> names() {
        return List.copyOf(made);
    }

    /** Deletes them, unless they are to be kept or go with their broker. */
    @Override
    public void close() {
        if (!keep && !made.isEmpty() && kafka.outlivesTheCommand()) {
            topics.delete(List.copyOf(made));
        }
    }
}
